import type { EntityKind } from '../entities/entity-kinds';
import type { ShownArticle } from './article.queries';
import { htmlOf } from './html';
import { wikidataUrl } from './jsonld';
import { addressOf, type Site } from './site';

const STANDARD = {
  name: 'ninjs',
  version: '3.0',
  schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json',
};

/** An article as an item in ninjs 3. */
export function ninjsOf(article: ShownArticle, site: Site): object {
  const { standfirst, byline, source, section, blocks } = article;
  const named = (kinds: readonly EntityKind[]): object[] =>
    article.entities
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ name, wikidataId }) => ({
        name,
        rel: 'mentions',
        ...(wikidataId !== null && { uri: wikidataUrl(wikidataId) }),
      }));
  return {
    uri: `urn:uuid:${article.uuid}`,
    standard: STANDARD,
    type: 'text',
    altIds: [{ role: 'web', value: addressOf(article, site) }],
    language: article.language,
    version: String(article.revision),
    firstCreated: article.publishedAt,
    versionCreated: article.updatedAt,
    pubStatus: 'usable',
    headlines: [{ role: 'main', value: article.headline }],
    ...(standfirst !== null && { descriptions: [{ role: 'summary', value: standfirst }] }),
    ...(byline !== null && { by: byline }),
    ...(source !== null && { infoSources: [{ name: source }] }),
    subjects: [{ name: section.name, rel: 'category' }],
    bodies: [
      {
        role: 'main',
        contentType: 'text/html',
        value: htmlOf(blocks),
        wordCount: article.wordCount,
      },
    ],
    people: named(['PERSON']),
    organisations: named(['ORGANIZATION']),
    places: named(['COUNTRY', 'PLACE', 'BASE']),
  };
}
