import type { PublicationStatus } from '../../articles/article';
import { bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { blocksInHtml, lineOfHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { momentIn } from '../moments';
import { withoutShortcodes } from '../shortcodes';
import { childrenOf, textIn, type Xml } from '../xml';
import { itemsOf, said, type Head, type Reader } from './reader';

const STATUSES: Record<string, PublicationStatus> = {
  ...{ publish: 'PUBLISHED', future: 'SCHEDULED', draft: 'DRAFT', pending: 'DRAFT' },
  ...{ private: 'WITHHELD', 'auto-draft': 'DRAFT' },
};

/** The export of a WordPress site. Posts are read; pages, attachments, revisions and the trash are not. */
export const readWxr: Reader = (chunks) => {
  const authors = new Map<string, string>();
  const make = (element: Xml, head: Head): ImportItem | null => {
    if (element.name === 'item') return postOf(element, head, authors);
    authors.set(said(element, 'wp:author_login'), said(element, 'wp:author_display_name'));
    return null;
  };
  return itemsOf(chunks, 'item', make, ['wp:author']);
};

function postOf(item: Xml, head: Head, authors: Map<string, string>): ImportItem | null {
  const status = said(item, 'wp:status');
  if (said(item, 'wp:post_type') !== 'post' || status === 'trash') return null;
  const content = withoutShortcodes(textIn(childrenOf(item, 'content:encoded')[0]));
  const blocks = blocksInHtml(content, { blankLines: true });
  const feed = textIn(head.get('wp:base_blog_url')) || textIn(head.get('link'));
  const creator = said(item, 'dc:creator');
  const isPublic = status === 'publish';
  return {
    feed,
    id: `post ${said(item, 'wp:post_id') || said(item, 'guid')}`,
    // The address of what was never published is no address.
    canonicalUrl: isPublic ? urlIn(said(item, 'link'), feed) : null,
    headline: lineOfHtml(said(item, 'title')),
    standfirst: standfirstIn(said(item, 'excerpt:encoded'), blocks),
    byline: bylineOf([authors.get(creator) || creator]),
    section: categoriesOf(item, 'category')[0] ?? null,
    language: languageIn(textIn(head.get('language'))),
    source: lineIn(textIn(head.get('title'))),
    status: STATUSES[status] ?? 'DRAFT',
    publishedAt: dateOf(item),
    blocks,
    names: categoriesOf(item, 'post_tag').map((text): SourceName => ({ kind: 'TAG', text })),
  };
}

/** A draft has zeros for its date. */
function dateOf(item: Xml): Date | null {
  const greenwich = momentIn(said(item, 'wp:post_date_gmt'));
  return greenwich ?? momentIn(said(item, 'pubdate')) ?? momentIn(said(item, 'wp:post_date'));
}

function categoriesOf(item: Xml, domain: string): string[] {
  return childrenOf(item, 'category')
    .filter(({ attributes }) => (attributes['domain'] ?? 'category') === domain)
    .map((category) => lineIn(textIn(category)))
    .filter((name) => name !== null);
}
