import type { EntityManager } from 'typeorm';
import type { PublicationStatus } from '../articles/article';
import { textOf } from './identity';
import type { Resolved } from './resolve';

/** An article that is there already, and that an item is or may be. */
export interface Known {
  uuid: string;
  slug: string;
  status: PublicationStatus;
  contentHash: string;
  canonicalUrl: string | null;
  /** What this very item said and became when it was last taken in; null if the article came otherwise. */
  origin: { said: string; written: string } | null;
}

interface Origin {
  feed: string;
  item: string;
  articleId: string;
  said: string;
  written: string;
}

type Row = Omit<Known, 'origin'>;

/**
 * The article that each item is: by the source's id, else by its URL, else by its words. Equal words are
 * another article where both have URLs, or ids of the same source, that differ.
 */
export async function findKnown(
  manager: EntityManager,
  items: readonly Resolved[],
): Promise<(Known | undefined)[]> {
  const origins = await originsOf(manager, items);
  const rows = await candidates(manager, items, [...origins.values()]);
  const byId = new Map(rows.map((row) => [row.uuid, row]));
  const byUrl = new Map(rows.map((row) => [row.canonicalUrl, row]));
  const byWords = new Map(rows.map((row) => [row.contentHash, row]));
  const feeds = await feedsOf(manager, rows);
  return items.map(({ item, key, contentHash }) => {
    const origin = origins.get(textOf(key));
    const own = origin && byId.get(origin.articleId);
    if (origin && own) return { ...own, origin };
    const same =
      (item.elsewhere && byId.get(item.elsewhere.uuid)) ??
      (item.canonicalUrl === null ? undefined : byUrl.get(item.canonicalUrl));
    if (same) return { ...same, origin: null };
    const alike = byWords.get(contentHash);
    if (!alike || item.elsewhere) return undefined;
    const otherUrl =
      (item.canonicalUrl ?? alike.canonicalUrl) !== (alike.canonicalUrl ?? item.canonicalUrl);
    const otherId = item.id !== null && feeds.has(`${alike.uuid} ${key.feed}`);
    return otherUrl || otherId ? undefined : { ...alike, origin: null };
  });
}

async function originsOf(
  manager: EntityManager,
  items: readonly Resolved[],
): Promise<Map<string, Origin>> {
  const found = await manager.query<Origin[]>(
    `SELECT o.feed, o.item, o.article_id AS "articleId", o.said, o.written
     FROM unnest($1::text[], $2::text[]) AS asked(feed, item) JOIN article_origin o USING (feed, item)`,
    [items.map(({ key }) => key.feed), items.map(({ key }) => key.item)],
  );
  return new Map(found.map((origin) => [textOf(origin), origin]));
}

function candidates(
  manager: EntityManager,
  items: readonly Resolved[],
  origins: readonly Origin[],
): Promise<Row[]> {
  const ids = items.flatMap(({ item }) => item.elsewhere?.uuid ?? []);
  return manager.query<Row[]>(
    `SELECT id AS uuid, slug, status, content_hash AS "contentHash", canonical_url AS "canonicalUrl"
     FROM article WHERE id = ANY ($1) OR canonical_url = ANY ($2) OR content_hash = ANY ($3)
     ORDER BY id DESC`,
    [
      [...ids, ...origins.map(({ articleId }) => articleId)],
      items.flatMap(({ item }) => item.canonicalUrl ?? []),
      items.map(({ contentHash }) => contentHash),
    ],
  );
}

/** Which sources have an article under an id of their own. */
async function feedsOf(manager: EntityManager, rows: readonly Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const found = await manager.query<{ uuid: string; feed: string }[]>(
    `SELECT article_id AS uuid, feed FROM article_origin WHERE article_id = ANY ($1)`,
    [rows.map(({ uuid }) => uuid)],
  );
  return new Set(found.map(({ uuid, feed }) => `${uuid} ${feed}`));
}
