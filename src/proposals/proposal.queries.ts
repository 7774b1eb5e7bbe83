import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource, EntityManager } from 'typeorm';
import { readRows } from '../database/read';
import type { Row } from '../database/rows';
import type { EntityKind } from '../entities/entity-kinds';
import { rootConnection } from '../graphql/connection';
import type { List } from '../graphql/list';
import { groupBy } from '../graphql/loaders';
import { uuidOf } from '../graphql/node';
import type { Page } from '../graphql/page';
import type { Named } from './parts';
import { Proposal } from './proposal';
import type { ProposalArgs, ProposalWhere } from './proposal.inputs';

/** Proposals, the newest first. Whoever calls it has made sure that an EDITOR asks. */
export function proposals(
  db: DataSource,
  args: ProposalArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Proposal>> {
  return rootConnection(db, proposalList(args.where ?? {}), args, info);
}

function proposalList({ states, kinds, article }: ProposalWhere): List<Proposal> {
  const articleId = article == null ? undefined : uuidOf('where.article', 'Article', article);
  return {
    nodes: { model: Proposal, alias: 'p' },
    from: sql`proposal p`,
    where: [
      sql`p.state = ANY(${states ?? ['OPEN']}::proposal_state[])`,
      kinds ? sql`p.kind = ANY(${kinds}::event_kind[])` : undefined,
      articleId === undefined ? undefined : sql`p.article_id = ${articleId}`,
    ],
    order: {
      name: 'PROPOSALS',
      keys: [{ expression: sql`p.id`, type: 'uuid' }],
      direction: 'DESC',
    },
  };
}

/** What the sentence of a proposal names, as its article names it now. */
export function namedByProposal(db: DataSource): DataLoader<string, Named[]> {
  return new DataLoader(async (ids) => {
    const rows = groupBy(await readRows(db, namedIn(ids)), ([id]) => id);
    return ids.map((id) => (rows.get(id) ?? []).map(namedOf));
  });
}

/** The same of one, within a transaction. */
export async function namedInProposal(manager: EntityManager, proposal: string): Promise<Named[]> {
  const { text, values } = namedIn([proposal]);
  return manager.query<Named[]>(text, values);
}

function namedIn(ids: readonly string[]): Sql {
  return sql`SELECT p.id, m.entity_id AS "entityId", e.kind AS "entityKind", m.start - p.start AS start,
      m.kind = 'DEMONYM' AS "isDemonym"
    FROM proposal p JOIN mention m ON m.block_id = p.block_id AND m.start >= p.start AND m."end" <= p."end"
      JOIN entity e ON e.id = m.entity_id
    WHERE p.id = ANY(${ids}) ORDER BY p.id, m.start`;
}

function namedOf([, entityId, entityKind, start, isDemonym]: Row): Named {
  return {
    entityId: entityId as string,
    entityKind: entityKind as EntityKind,
    start: start as number,
    isDemonym: isDemonym as boolean,
  };
}

/** The event that says already what a proposal reports: see `knownEventIn`. */
export function knownEventByProposal(db: DataSource): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const rows = await readRows(db, knownEventIn(ids));
    const found = new Map(rows.map(([id, event]) => [id, event as string | null]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The same within a transaction. */
export async function knownEventOf(
  manager: EntityManager,
  proposal: string,
): Promise<string | null> {
  const { text, values } = knownEventIn([proposal]);
  const [row] = await manager.query<{ event: string | null }[]>(text, values);
  return row?.event ?? null;
}

/**
 * Events of the same kind, on days that overlap (an open date overlaps half of history: it must be the same), with the same participants: each is named in the sentence,
 * and each person and organization of the sentence takes part. Countries and places that a sentence names
 * beside them do not tell events apart.
 */
function knownEventIn(ids: readonly string[]): Sql {
  return sql`SELECT p.id, (
      SELECT v.id FROM event v
      WHERE v.kind = p.kind
        AND daterange(v.date_from, v.date_until, '[]') && daterange(p.date_from, p.date_until, '[]')
        AND (p.date_precision <> 'OPEN' OR v.date_edtf = p.date_edtf)
        AND EXISTS (SELECT FROM participant t WHERE t.event_id = v.id)
        AND NOT EXISTS (SELECT FROM participant t
          WHERE t.event_id = v.id AND t.entity_id <> ALL(said.everybody))
        AND NOT EXISTS (SELECT FROM unnest(said.actors) AS actor (id) WHERE NOT EXISTS (
          SELECT FROM event_entity link WHERE link.event_id = v.id AND link.entity_id = actor.id))
      ORDER BY v.date_from, v.id LIMIT 1
    ) AS event
    FROM proposal p CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT m.entity_id), '{}') AS everybody,
        array_agg(DISTINCT m.entity_id) FILTER (WHERE e.kind IN ('PERSON', 'ORGANIZATION')) AS actors
      FROM mention m JOIN entity e ON e.id = m.entity_id
      WHERE m.block_id = p.block_id AND m.start >= p.start AND m."end" <= p."end"
    ) AS said
    WHERE p.id = ANY(${ids})`;
}
