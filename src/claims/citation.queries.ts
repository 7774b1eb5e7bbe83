import type DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readable } from '../articles/readable';
import { readModels } from '../database/read';
import { manyByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { Citation } from './citation';

export interface CitationLoaders {
  /** By the id of an event, an office or a presence. */
  citationsOf: DataLoader<string, Citation[]>;
}

export function citationLoaders(db: DataSource, viewer: Viewer): CitationLoaders {
  return {
    citationsOf: manyByKey(
      (claimIds) =>
        readModels(
          db,
          Citation,
          'c',
          sql`FROM citation c JOIN article a ON a.id = c.article_id
            WHERE c.claim_id = ANY(${claimIds}) AND ${readable(viewer, 'a')}
            ORDER BY c.claim_id, c.position`,
        ),
      (citation) => citation.claimId,
    ),
  };
}
