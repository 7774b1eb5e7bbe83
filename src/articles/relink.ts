import { createHash } from 'node:crypto';
import { MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import type { Name } from '../linking/names';
import { Article } from './article';
import { foldTallies } from './entity-tally';
import { relinkArticles, type Relinked } from './relink-articles';
import { Relinking } from './relinking';

/** Names changed while articles were read with them: they are to be read again. */
export class NamesChanged extends Error {
  override readonly name = 'NamesChanged';
}

const ID = 1;

/**
 * Reads all articles for names again, in transactions of so many articles each. One that was broken off is
 * gone on with, as long as the names are the same; two at once share the work.
 *
 * @param onBatch is told how far it has come
 * @throws NamesChanged when the names have changed meanwhile
 */
export async function relink(
  db: DataSource,
  batch: number,
  onBatch: (progress: Relinking) => void = () => undefined,
): Promise<Relinking> {
  const names = await knownNames(db.manager);
  const fingerprint = fingerprintOf(names);
  const gazetteer = new Gazetteer(names);
  let progress = await db.transaction((manager) => begin(manager, fingerprint));
  while (progress.finishedAt === null) {
    progress = await db.transaction(async (manager) => {
      const held = await hold(manager);
      if (held?.names !== fingerprint) throw new NamesChanged(CHANGED);
      return held.finishedAt === null ? readNext(manager, held, gazetteer, batch) : held;
    });
    onBatch(progress);
  }
  if (fingerprintOf(await knownNames(db.manager)) !== fingerprint) throw new NamesChanged(CHANGED);
  return progress;
}

const CHANGED = 'Names have changed while articles were read. Run it again.';

function hold(manager: EntityManager): Promise<Relinking | null> {
  return manager.findOne(Relinking, { where: { id: ID }, lock: { mode: 'pessimistic_write' } });
}

/** The reading that was broken off, or a new one. */
async function begin(manager: EntityManager, names: string): Promise<Relinking> {
  const fresh = Object.assign(new Relinking(), {
    ...{ id: ID, names, after: null, articlesRead: 0, articlesChanged: 0 },
    ...{ entities: {}, finishedAt: null },
  });
  await manager.createQueryBuilder().insert().into(Relinking).values(fresh).orIgnore().execute();
  const known = await hold(manager);
  return known?.names === names && known.finishedAt === null ? known : manager.save(fresh);
}

async function readNext(
  manager: EntityManager,
  progress: Relinking,
  gazetteer: Gazetteer,
  batch: number,
): Promise<Relinking> {
  const next = await manager.find(Article, {
    select: { uuid: true },
    where: progress.after === null ? {} : { uuid: MoreThan(progress.after) },
    order: { uuid: 'ASC' },
    take: batch,
  });
  const ids = next.map(({ uuid }) => uuid);
  add(progress, await relinkArticles(manager, ids, gazetteer));
  await foldTallies(manager);
  progress.after = ids.at(-1) ?? progress.after;
  if (ids.length < batch) progress.finishedAt = new Date();
  return manager.save(progress);
}

function add(progress: Relinking, { read, changed, entities }: Relinked): void {
  progress.articlesRead += read;
  progress.articlesChanged += changed;
  for (const [id, { added, removed }] of entities) {
    const before = progress.entities[id] ?? { added: 0, removed: 0 };
    progress.entities[id] = { added: before.added + added, removed: before.removed + removed };
  }
}

function fingerprintOf(names: readonly Name[]): string {
  const lines = names.map((name) =>
    JSON.stringify([name.entityId, name.kind, name.being, name.text]),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
