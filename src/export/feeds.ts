import { Feed } from 'feed';
import type { ShownArticle } from './article.queries';
import { fitForXml, htmlOf } from './html';
import { addressOf, type Site } from './site';

/** What a feed is written as. */
export type FeedFormat = 'rss' | 'atom' | 'jsonfeed';

const PATHS: Record<FeedFormat, string> = {
  rss: '/feed.xml',
  atom: '/feed.atom',
  jsonfeed: '/feed.json',
};

/** Articles, newest first, as a feed. */
export function feedOf(articles: readonly ShownArticle[], site: Site, format: FeedFormat): string {
  const [newest] = articles;
  const feed = new Feed({
    id: `${site.url}/`,
    title: site.name,
    link: `${site.url}/`,
    description: `What ${site.name} publishes.`,
    copyright: '',
    generator: 'Dateline',
    feedLinks: {
      rss: site.url + PATHS.rss,
      atom: site.url + PATHS.atom,
      json: site.url + PATHS.jsonfeed,
    },
    feed: site.url + PATHS[format],
    ...(newest && { updated: new Date(newest.updatedAt) }),
  });
  for (const article of articles) feed.addItem(entryOf(article, site));
  if (format === 'rss') return feed.rss2();
  return format === 'atom' ? feed.atom1() : feed.json1();
}

function entryOf(article: ShownArticle, site: Site): Parameters<Feed['addItem']>[0] {
  const { headline, standfirst, byline, section, blocks } = article;
  return {
    title: fitForXml(headline),
    id: `urn:uuid:${article.uuid}`,
    guid: `urn:uuid:${article.uuid}`,
    link: addressOf(article, site),
    date: new Date(article.updatedAt),
    published: new Date(article.publishedAt),
    content: fitForXml(htmlOf(blocks)),
    category: [{ name: fitForXml(section.name), term: section.slug }],
    ...(standfirst !== null && { description: fitForXml(standfirst) }),
    ...(byline !== null && { author: [{ name: fitForXml(byline) }] }),
  };
}
