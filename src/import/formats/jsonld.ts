import { bodyIn, bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { lineOfHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { fieldsOf, firstText, listOf, type Fields } from '../json';
import { momentIn } from '../moments';
import { MOST_LEVELS, tooDeep } from '../nesting';

const ARTICLE =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting)$/;
const KINDS: Record<string, SourceName['kind']> = {
  ...{ Person: 'PERSON', Organization: 'ORGANIZATION', GovernmentOrganization: 'ORGANIZATION' },
  ...{ Place: 'PLACE', City: 'PLACE', Country: 'COUNTRY', Event: 'EVENT' },
};

/**
 * The articles in a JSON-LD document: itself, in a list, in its graph.
 *
 * @throws UnreadableArticle
 */
export function articlesIn(document: unknown, levels = MOST_LEVELS): Fields[] {
  if (levels === 0) throw tooDeep();
  const within = (one: unknown): Fields[] => articlesIn(one, levels - 1);
  if (Array.isArray(document)) return document.flatMap(within);
  const fields = fieldsOf(document);
  const types = [fields['@type']].flat();
  if (types.some((type) => typeof type === 'string' && ARTICLE.test(type))) return [fields];
  return ['@graph', 'mainentity'].flatMap((name) => (fields[name] ? within(fields[name]) : []));
}

/** What a NewsArticle of schema.org says. The body is empty where it has none. */
export function itemOfNewsArticle(article: Fields): ImportItem {
  const blocks = bodyIn(firstText(article['articlebody'], article['text']) ?? '');
  const page = article['mainentityofpage'];
  const url = firstText(article['url'], page, fieldsOf(page)['@id'], article['@id']);
  const section = article['articlesection'];
  return {
    feed:
      firstText(fieldsOf(article['publisher'])['url'], fieldsOf(article['publisher'])['name']) ??
      '',
    id: identifierOf(article['identifier']),
    canonicalUrl: urlIn(url),
    headline: lineOfHtml(firstText(article['headline'], article['name']) ?? ''),
    standfirst: standfirstIn(
      firstText(article['description'], article['alternativeheadline']),
      blocks,
    ),
    byline: bylineOf([...namesOf(article['author']), ...namesOf(article['creator'])]),
    section: lineIn(firstText(...[section].flat())),
    language: languageIn(
      firstText(article['inlanguage'], fieldsOf(article['inlanguage'])['alternatename']),
    ),
    source: lineIn(firstText(fieldsOf(article['publisher'])['name'])),
    status: null,
    publishedAt: momentIn(firstText(article['datepublished'], article['datecreated'])),
    blocks,
    names: [...listOf(article['about']), ...listOf(article['mentions'])].flatMap(nameOf),
  };
}

function identifierOf(value: unknown): string | null {
  return firstText(value, ...listOf(value).map((one) => one['value']));
}

function namesOf(value: unknown): (string | null)[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value];
  return all.map((one) => firstText(one, fieldsOf(one)['name']));
}

function nameOf(fields: Fields): SourceName[] {
  const text = lineIn(firstText(fields['name']));
  const kind = KINDS[String(fields['@type']).replace(/^https?:\/\/schema\.org\//, '')] ?? 'TAG';
  return text === null ? [] : [{ kind, text }];
}
