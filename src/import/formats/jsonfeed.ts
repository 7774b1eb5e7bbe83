import { bylineOf, languageIn, lineIn, standfirstIn, urlIn, blocksInText } from '../fields';
import { blocksInHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { fieldsOf, firstText, listOf, valuesOf, type Fields } from '../json';
import { momentIn } from '../moments';
import { reading, type Reader } from './reader';

const HEAD = ['title', 'home_page_url', 'feed_url', 'language', 'authors', 'author'];

/** JSON Feed 1.0 and 1.1. */
export const readJsonFeed: Reader = async function* (chunks) {
  const head: Fields = {};
  let number = 0;
  const paths = [...HEAD.map((name) => `$.${name}`), '$.items.*'];
  for await (const { key, value } of valuesOf(chunks, paths)) {
    if (typeof key === 'string') head[key] = value;
    else yield* reading(`item ${++number}`, () => itemOf(fieldsOf(value), head));
  }
  if (number === 0) yield { place: 'the file', refused: 'There are no items in it.' };
};

function itemOf(item: Fields, head: Fields): ImportItem {
  const [html, text, summary] = ['content_html', 'content_text', 'summary'].map((name) =>
    firstText(item[name]),
  );
  const blocks = html ? blocksInHtml(html) : blocksInText(text ?? summary ?? '');
  const [section, ...tags] = (Array.isArray(item['tags']) ? item['tags'] : [])
    .map((tag) => lineIn(firstText(tag)))
    .filter((tag) => tag !== null);
  const site = firstText(head['home_page_url']) ?? '';
  const authors = listOf(item['authors'] ?? item['author'] ?? head['authors'] ?? head['author']);
  return {
    feed: firstText(head['home_page_url'], head['feed_url'], head['title']) ?? '',
    id: firstText(item['id']),
    canonicalUrl: urlIn(firstText(item['url']), site) ?? urlIn(firstText(item['external_url'])),
    headline: lineIn(firstText(item['title'])) ?? '',
    standfirst: (html ?? text) ? standfirstIn(summary ?? null, blocks) : null,
    byline: bylineOf(authors.map(({ name }) => firstText(name))),
    section: section ?? null,
    language: languageIn(firstText(item['language'], head['language'])),
    source: lineIn(firstText(head['title'])),
    status: null,
    publishedAt: momentIn(firstText(item['date_published'], item['date_modified'])),
    blocks,
    names: tags.map((tag): SourceName => ({ kind: 'TAG', text: tag })),
  };
}
