import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Asking } from './server';

export interface Written {
  id: string;
  slug: string;
  revision: number;
  blocks: { id: string; text: string }[];
}

const ARTICLE = 'article { id slug revision blocks { id text } }';

let written = 0;

/** Has an editor write an article, and publish it. */
export async function publish(editor: Asking, ...texts: string[]): Promise<Written> {
  const input = {
    headline: `A report of the test ${++written}`,
    section: 'politics',
    blocks: texts.map((text) => ({ text })),
  };
  const { createArticle } = await editor.ask(
    `mutation ($input: CreateArticleInput!) { createArticle(input: $input) { ${ARTICLE} } }`,
    { input },
  );
  const { publishArticle } = await editor.ask(
    `mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { ${ARTICLE} } }`,
    { input: { id: createArticle.article.id } },
  );
  return publishArticle.article as Written;
}

/** What an editor does by one mutation: its answer, or the errors. */
export type Mutate = (
  name: string,
  input: Record<string, unknown>,
  selection?: string,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as various as mutations
) => Promise<any>;

const mutation = (name: string, selection: string): string => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
};

/** Does one mutation that must succeed, and gives its payload. */
export function mutating(asking: Asking): Mutate {
  return async (name, input, selection = 'clientMutationId') =>
    (await asking.ask(mutation(name, selection), { input }))[name];
}

/** Does one mutation that must fail, and gives the code and the message of its error. */
export function refused(asking: Asking) {
  return async (name: string, input: Record<string, unknown>): Promise<string> => {
    const { errors } = await asking.send(mutation(name, 'clientMutationId'), { input });
    return `${errors?.[0]?.extensions.code ?? 'done'}: ${errors?.[0]?.message ?? ''}`;
  };
}

/** What every table holds, each as the hash of its rows; of keys it is noted when they were last used. */
export async function tableHashes(db: DataSource): Promise<Record<string, string>> {
  await foldAll(db);
  const tables = await db.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'api_key' ORDER BY 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }[]>(
      `SELECT t::text AS row FROM "${name}" t ORDER BY 1`,
    );
    hashes[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }
  return hashes;
}

/** Tallies what is due, which the server would do at a time of its own; whoever is at it is waited for. */
async function foldAll(db: DataSource): Promise<void> {
  await db.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('dateline_fold_tallies'))`);
    await manager.query('SELECT dateline_fold_tallies()');
  });
}

/** What is wrong with what the database says of mentions; nothing should be. */
export async function mentionFaults(db: DataSource): Promise<unknown[]> {
  // Offsets count UTF-16 code units, which PostgreSQL does not know.
  const mentions = await db.query<{ text: string; start: number; end: number; block: string }[]>(
    `SELECT m.text, m.start, m."end", b.text AS block FROM mention m JOIN block b ON b.id = m.block_id`,
  );
  const misplaced = mentions.filter(
    ({ text, start, end, block }) => block.slice(start, end) !== text,
  );
  const miscounted = await db.query<object[]>(
    `SELECT * FROM (
       SELECT article_id, entity_id, count(*)::int AS mentions FROM mention GROUP BY 1, 2
     ) AS counted FULL JOIN article_entity link USING (article_id, entity_id)
     WHERE mentions IS DISTINCT FROM link.mention_count`,
  );
  const mistallied = await db.query<object[]>(
    `SELECT * FROM (
       SELECT entity_id, tally.mentions + coalesce((SELECT sum(mentions) FROM tally_change change
         WHERE change.entity_id = tally.entity_id AND due <= now()), 0) AS told
       FROM entity_tally tally
     ) AS tallied WHERE told <> coalesce((SELECT sum(mention_count) FROM article_entity link
       WHERE link.entity_id = tallied.entity_id AND visible_from <= now()), 0)`,
  );
  return [...misplaced, ...miscounted, ...mistallied];
}
