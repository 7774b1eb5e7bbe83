import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Changes } from '../database/changes';
import { readRows } from '../database/read';
import { badInput, refusal } from '../graphql/errors';
import { isStorableText } from '../graphql/text';
import { addCompression } from '../responses/compression';
import { articleOfSlug, newestArticles, sectionOfSlug, type ShownArticle } from './article.queries';
import { entityOfSlug, eventsOf, type ShownEvent } from './event.queries';
import { FEED_LENGTH } from './export';
import { feedOf, type FeedFormat } from './feeds';
import { newsArticleOf } from './jsonld';
import { lastChangeOf } from './last-change';
import { ninjsOf } from './ninjs';
import type { Site } from './site';
import { timelineOf } from './timelinejs';

export interface ExportRoutes {
  db: DataSource;
  changes: Changes;
  site: Site;
  compress: boolean;
  /** Takes what is read for a request from what its client may spend. @throws RATE_LIMITED */
  charge: (request: FastifyRequest, points: number) => Promise<void> | undefined;
  /** Seconds that anybody may keep an answer without asking again. */
  maxAge: number;
}

const FEEDS: Record<string, { format: FeedFormat; type: string }> = {
  '/feed.xml': { format: 'rss', type: 'application/rss+xml; charset=utf-8' },
  '/feed.atom': { format: 'atom', type: 'application/atom+xml; charset=utf-8' },
  '/feed.json': { format: 'jsonfeed', type: 'application/feed+json; charset=utf-8' },
};

const ARTICLES = {
  '.jsonld': { written: newsArticleOf, type: 'application/ld+json; charset=utf-8' },
  '.ninjs.json': { written: ninjsOf, type: 'application/json; charset=utf-8' },
};

/** Points of an article and of a timeline; of a feed, a point for each of its articles. */
const ARTICLE_POINTS = 5;
const TIMELINE_POINTS = 50;

type Send = (
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string,
) => FastifyReply;

/** What readers see, in the formats of feeds and agencies, under the addresses that are usual for them. */
export async function addExports(scope: FastifyInstance, options: ExportRoutes): Promise<void> {
  if (options.compress) await addCompression(scope);
  const send = sender(scope, options);
  addFeeds(scope, options, send);
  addArticles(scope, options, send);
  addTimelines(scope, options, send);
}

async function read<T>(db: DataSource, statement: Sql): Promise<T[]> {
  return (await readRows(db, statement)).map(([row]) => row as T);
}

function addFeeds(scope: FastifyInstance, { db, site, charge }: ExportRoutes, send: Send): void {
  for (const [path, { format, type }] of Object.entries(FEEDS)) {
    scope.get<{ Querystring: { section?: string | string[] } }>(path, async (request, reply) => {
      const section = [request.query.section].flat()[0];
      await charge(request, FEED_LENGTH);
      if (section !== undefined) await checkSection(db, section);
      const articles = await read<ShownArticle>(db, newestArticles(FEED_LENGTH, section));
      return send(request, reply, type, feedOf(articles, site, format));
    });
  }
}

/** @throws BAD_USER_INPUT or NOT_FOUND where there is no section of this slug */
async function checkSection(db: DataSource, slug: string): Promise<void> {
  if (!isStorableText(slug)) throw badInput('"section" is no slug.');
  const found = await read(db, sectionOfSlug(slug));
  if (found.length === 0) throw refusal('NOT_FOUND', '"section" is the slug of no section.', 404);
}

function addArticles(scope: FastifyInstance, { db, site, charge }: ExportRoutes, send: Send): void {
  for (const [ending, { written, type }] of Object.entries(ARTICLES)) {
    scope.get<{ Params: { slug: string } }>(
      `/articles/:slug(^[a-z0-9-]+)${ending}`,
      async (request, reply) => {
        await charge(request, ARTICLE_POINTS);
        const [article] = await read<ShownArticle>(db, articleOfSlug(request.params.slug));
        if (!article) {
          reply.callNotFound();
          return;
        }
        return send(request, reply, type, JSON.stringify(written(article, site)));
      },
    );
  }
}

function addTimelines(scope: FastifyInstance, { db, charge }: ExportRoutes, send: Send): void {
  scope.get<{ Params: { slug: string } }>(
    '/timeline/:slug(^[a-z0-9-]+).timelinejs.json',
    async (request, reply) => {
      await charge(request, TIMELINE_POINTS);
      const [entity] = await read<{ uuid: string; name: string; description: string | null }>(
        db,
        entityOfSlug(request.params.slug),
      );
      if (!entity) {
        reply.callNotFound();
        return;
      }
      const events = await read<ShownEvent>(db, eventsOf(entity.uuid));
      const type = 'application/json; charset=utf-8';
      return send(request, reply, type, JSON.stringify(timelineOf(entity, events)));
    },
  );
}

/** Sends a body tagged and dated, and none to whoever has it already. */
function sender(scope: FastifyInstance, { changes, maxAge }: ExportRoutes): Send {
  const lastChange = lastChangeOf(changes);
  scope.addHook('onClose', () => lastChange.close());
  return (request, reply, type, body) => {
    const etag = `W/"${hash('sha1', body, 'base64url')}"`;
    const date = lastChange.date?.toUTCString();
    void reply
      .type(type)
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', maxAge > 0 ? `public, max-age=${maxAge}` : 'public, no-cache');
    if (date !== undefined) void reply.header('last-modified', date);
    const isKnown = fresh(request.headers, {
      etag,
      ...(date !== undefined && { 'last-modified': date }),
    });
    return isKnown ? reply.code(304).send() : reply.send(body);
  };
}
