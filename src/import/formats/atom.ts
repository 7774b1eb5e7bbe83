import { bodyIn, bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { blocksInHtml, lineOfHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { momentIn } from '../moments';
import { childOf, childrenOf, markupIn, textIn, type Xml } from '../xml';
import { itemsOf, said, type Head, type Reader } from './reader';

/** Atom: the content where an entry has it, else the summary. */
export const readAtom: Reader = (chunks) => itemsOf(chunks, 'entry', entryOf);

function entryOf(entry: Xml, head: Head): ImportItem {
  const [summary, content] = [childOf(entry, 'summary'), childOf(entry, 'content')];
  const body = content && markupIn(content).trim() !== '' ? content : summary;
  const blocks = body ? blocksIn(body) : [];
  const [section, ...tags] = childrenOf(entry, 'category')
    .map(({ attributes }) => lineIn(attributes['label'] ?? attributes['term']))
    .filter((name) => name !== null);
  return {
    feed: textIn(head.get('id')) || textIn(head.get('title')),
    id: said(entry, 'id') || null,
    canonicalUrl: linkOf(entry, head),
    headline: lineOfHtml(htmlIn(childOf(entry, 'title'))),
    standfirst: body !== summary && summary ? standfirstIn(htmlIn(summary), blocks) : null,
    byline: bylineOf(childrenOf(entry, 'author').map((author) => said(author, 'name'))),
    section: section ?? null,
    language: languageIn(entry.attributes['xml:lang'] ?? body?.attributes['xml:lang']),
    source: sourceOf(entry, head),
    status: null,
    publishedAt:
      momentIn(said(entry, 'published', 'issued')) ?? momentIn(said(entry, 'updated', 'modified')),
    blocks,
    names: tags.map((text): SourceName => ({ kind: 'TAG', text })),
  };
}

/** An entry that comes from another feed says from which. */
function sourceOf(entry: Xml, head: Head): string | null {
  const other = childOf(entry, 'source');
  return lineIn(other ? said(other, 'title') : textIn(head.get('title')));
}

function linkOf(entry: Xml, head: Head): string | null {
  const base = entry.attributes['xml:base'] ?? textIn(head.get('id'));
  const links = childrenOf(entry, 'link');
  const own = links.find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  return urlIn(own?.attributes['href'], base);
}

const isHtml = ({ attributes }: Xml): boolean => /html/i.test(attributes['type'] ?? '');

function htmlIn(element: Xml | undefined): string {
  if (!element) return '';
  const markup = markupIn(element);
  return isHtml(element) ? markup : markup.replaceAll('<', '&lt;');
}

function blocksIn(element: Xml): ImportItem['blocks'] {
  return isHtml(element) ? blocksInHtml(markupIn(element)) : bodyIn(markupIn(element));
}
