import type { DataSource } from 'typeorm';
import { articleLoaders, type ArticleLoaders } from './articles/article.queries';
import {
  entityMentionLoaders,
  type EntityMentionLoaders,
} from './articles/entity-mentions.queries';
import { mentionLoaders, type MentionLoaders } from './articles/mention.queries';
import { relatedLoaders, type RelatedLoaders } from './articles/related.queries';
import { baseLoaders, type BaseLoaders } from './bases/base.queries';
import { citationLoaders, type CitationLoaders } from './claims/citation.queries';
import { entityLoaders, type EntityLoaders } from './entities/entity.queries';
import { eventLoaders, type EventLoaders } from './events/event.queries';
import type { Viewer } from './graphql/viewer';
import { officeLoaders, type OfficeLoaders } from './offices/office.queries';
import { searchLoaders, type SearchLoaders } from './search/search.queries';
import { sectionLoaders, type SectionLoaders } from './sections/section.queries';

/** What each room loads in batches. */
type Loaders = SectionLoaders &
  EntityLoaders &
  ArticleLoaders &
  MentionLoaders &
  EntityMentionLoaders &
  RelatedLoaders &
  CitationLoaders &
  EventLoaders &
  OfficeLoaders &
  BaseLoaders &
  SearchLoaders;

/** What one request knows: who asks, and what was loaded for them. Made anew for each request. */
export interface Context {
  viewer: Viewer;
  db: DataSource;
  loaders: Loaders;
}

export function contextFor(db: DataSource, viewer: Viewer): Context {
  const loaders = {
    ...sectionLoaders(db),
    ...entityLoaders(db),
    ...articleLoaders(db, viewer),
    ...mentionLoaders(db),
    ...entityMentionLoaders(db, viewer),
    ...relatedLoaders(db, viewer),
    ...citationLoaders(db, viewer),
    ...eventLoaders(db, viewer),
    ...officeLoaders(db, viewer),
    ...baseLoaders(db, viewer),
    ...searchLoaders(db),
  };
  return { viewer, db, loaders };
}
