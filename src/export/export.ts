import type { DataSource } from 'typeorm';
import { scanning } from '../database/cursor';
import { allArticles, newestArticles, type ShownArticle } from './article.queries';
import { allEvents, entityOfSlug, eventsOf, type ShownEvent } from './event.queries';
import { feedOf, type FeedFormat } from './feeds';
import { followTheMoney } from './followthemoney';
import { everything } from './jsonl';
import { newsArticleOf } from './jsonld';
import { ninjsOf } from './ninjs';
import type { Site } from './site';
import { timelineOf } from './timelinejs';

export const exportFormats = [
  ...(['jsonl', 'ninjs', 'jsonld', 'rss', 'atom', 'jsonfeed', 'timelinejs', 'ftm'] as const),
];
export type ExportFormat = (typeof exportFormats)[number];

/** How many articles a feed holds. */
export const FEED_LENGTH = 50;

/** There is no entity of that name. */
export class NoSuchEntity extends Error {
  override readonly name = 'NoSuchEntity';
}

/**
 * Everything in a format, a piece at a time: lines, or one document. JSON lines hold all that the server
 * has; the others what readers see.
 *
 * @param entity slug of the entity whose timeline is wanted, alone
 */
export function exported(
  db: DataSource,
  format: ExportFormat,
  site: Site,
  entity?: string,
): AsyncGenerator<string> {
  if (format === 'jsonl') return everything(db);
  if (format === 'ftm') return followTheMoney(db, site);
  if (format === 'timelinejs') return timeline(db, entity);
  if (format === 'ninjs') return articles(db, (article) => ninjsOf(article, site));
  if (format === 'jsonld') return articles(db, (article) => newsArticleOf(article, site));
  return feed(db, format, site);
}

function articles(
  db: DataSource,
  written: (article: ShownArticle) => object,
): AsyncGenerator<string> {
  return scanning(db, async function* (scan) {
    for await (const article of scan<ShownArticle>(allArticles())) {
      yield JSON.stringify(written(article));
    }
  });
}

function feed(db: DataSource, format: FeedFormat, site: Site): AsyncGenerator<string> {
  return scanning(db, async function* (scan) {
    const newest: ShownArticle[] = [];
    for await (const article of scan<ShownArticle>(newestArticles(FEED_LENGTH, undefined))) {
      newest.push(article);
    }
    yield feedOf(newest, site, format);
  });
}

function timeline(db: DataSource, slug: string | undefined): AsyncGenerator<string> {
  return scanning(db, async function* (scan) {
    const events: ShownEvent[] = [];
    const subject = { uuid: '', name: 'Timeline', description: null };
    if (slug !== undefined) {
      for await (const found of scan<typeof subject>(entityOfSlug(slug))) {
        Object.assign(subject, found);
      }
      if (subject.uuid === '') throw new NoSuchEntity(`There is no entity ${slug}.`);
    }
    const statement = slug === undefined ? allEvents() : eventsOf(subject.uuid);
    for await (const event of scan<ShownEvent>(statement)) events.push(event);
    yield JSON.stringify(timelineOf(subject, events));
  });
}
