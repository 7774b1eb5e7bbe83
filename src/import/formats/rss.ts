import { bodyIn, bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { lineOfHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { momentIn } from '../moments';
import { childOf, childrenOf, markupIn, textIn, type Xml } from '../xml';
import { itemsOf, said, type Head, type Reader } from './reader';

/** RSS 2.0, and what came before it: the full content where the feed has it, else the description. */
export const readRss: Reader = (chunks) => itemsOf(chunks, 'item', itemOf);

function itemOf(item: Xml, head: Head): ImportItem {
  const site = textIn(head.get('link'));
  const description = childOf(item, 'description', 'summary', 'itunes:summary');
  const content = childOf(item, 'content:encoded', 'content', 'body');
  const body = content ?? description;
  const blocks = body ? bodyIn(markupIn(body)) : [];
  const guid = said(item, 'guid');
  const [section, ...tags] = categoriesOf(item);
  return {
    feed: site || textIn(head.get('title')),
    id: guid || null,
    canonicalUrl: urlIn(said(item, 'link'), site) ?? permalinkOf(item),
    headline: lineOfHtml(said(item, 'title', 'media:title')),
    standfirst: content && description ? standfirstIn(markupIn(description), blocks) : null,
    byline: bylineOf(
      [...childrenOf(item, 'dc:creator'), ...childrenOf(item, 'author')].map(authorIn),
    ),
    section: section ?? null,
    language: languageIn(said(item, 'dc:language') || textIn(head.get('language'))),
    source: lineIn(said(item, 'source') || textIn(head.get('title'))),
    status: null,
    publishedAt: dateOf(item),
    blocks,
    names: tags.map((text): SourceName => ({ kind: 'TAG', text })),
  };
}

function dateOf(item: Xml): Date | null {
  for (const name of ['pubdate', 'dc:date', 'published', 'dcterms:created', 'date', 'updated']) {
    const date = momentIn(said(item, name));
    if (date) return date;
  }
  return null;
}

function permalinkOf(item: Xml): string | null {
  const guid = childOf(item, 'guid');
  return guid?.attributes['ispermalink'] === 'false' ? null : urlIn(textIn(guid));
}

/** “desk@wire.example (Mara Lind)” is the form of RSS. */
function authorIn(element: Xml): string {
  const text = textIn(element);
  return /\(([^()]+)\)\s*$/.exec(text)?.[1] ?? text.replace(/^\S+@\S+$/, '');
}

function categoriesOf(item: Xml): string[] {
  const all = [...childrenOf(item, 'category'), ...childrenOf(item, 'dc:subject')];
  return all.map((category) => lineIn(textIn(category))).filter((name) => name !== null);
}
