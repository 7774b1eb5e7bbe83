import type { EntityKind } from '../entities/entity-kinds';
import type { ShownArticle, ShownEntity } from './article.queries';
import { addressOf, type Site } from './site';

const TYPES: Record<EntityKind, string> = {
  ...{ PERSON: 'Person', COUNTRY: 'Country', ORGANIZATION: 'Organization' },
  ...{ BASE: 'Place', PLACE: 'Place' },
};

/** An article as a NewsArticle of schema.org. */
export function newsArticleOf(article: ShownArticle, site: Site): object {
  const { headline, standfirst, byline, source, corrections } = article;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `urn:uuid:${article.uuid}`,
    identifier: `urn:uuid:${article.uuid}`,
    url: addressOf(article, site),
    headline,
    ...(standfirst !== null && { description: standfirst }),
    ...(byline !== null && { author: { '@type': 'Person', name: byline } }),
    ...(source !== null && { publisher: { '@type': 'Organization', name: source } }),
    datePublished: article.publishedAt,
    dateModified: article.updatedAt,
    inLanguage: article.language,
    articleSection: article.section.name,
    wordCount: article.wordCount,
    articleBody: article.blocks.map(({ text }) => text).join('\n\n'),
    ...(corrections.length > 0 && {
      correction: corrections.map(({ at, note }) => ({
        ...{ '@type': 'CorrectionComment', text: note, datePublished: at },
      })),
    }),
    mentions: article.entities.map(thingOf),
  };
}

function thingOf({ name, kind, wikidataId }: ShownEntity): object {
  return {
    '@type': TYPES[kind],
    name,
    ...(wikidataId !== null && { sameAs: wikidataUrl(wikidataId) }),
  };
}

export const wikidataUrl = (id: string): string => `http://www.wikidata.org/entity/${id}`;
