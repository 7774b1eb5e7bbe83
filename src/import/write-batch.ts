import { QueryFailedError, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { Gazetteer } from '../linking/gazetteer';
import type { NamesOfItems } from './read-names';
import type { ImportOptions, Resolved } from './resolve';
import { planItems, writeItems, type Saved } from './save-items';

/** What the batches of an import share. */
export interface BatchContext {
  db: DataSource;
  options: ImportOptions;
  gazetteer: Gazetteer;
  /** Undoes all that is written, having seen what it would be. */
  dryRun: boolean;
}

/** An item that the database refuses. */
export interface Refusal {
  outcome: 'REFUSED';
  reason: string;
}

/** SQLSTATE: undone for another's sake, or another import has just written the same. */
const TRY_AGAIN = new Set(['40001', '40P01', '23505']);
/** SQLSTATE classes of data that a table does not take: values, constraints, limits. */
const UNFIT = /^(22|23|54)/;
const MOST_TRIES = 8;

/**
 * Writes a batch in one transaction. Where the database refuses it, its items are tried one by one, so
 * that one does not take the others with it.
 */
export async function writeBatch(
  context: BatchContext,
  items: readonly Resolved[],
  names: NamesOfItems,
): Promise<(Saved | Refusal)[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptBatch(context, items, names);
    } catch (error) {
      const code = sqlState(error);
      if (TRY_AGAIN.has(code) && attempt < MOST_TRIES) continue;
      if (!UNFIT.test(code)) throw error;
      if (items.length === 1) {
        return [{ outcome: 'REFUSED', reason: `The database does not take it (${code}).` }];
      }
      const saved: (Saved | Refusal)[] = [];
      for (const item of items) saved.push(...(await writeBatch(context, [item], names)));
      return saved;
    }
  }
}

async function attemptBatch(
  context: BatchContext,
  items: readonly Resolved[],
  names: NamesOfItems,
): Promise<Saved[]> {
  const { db, dryRun, options, gazetteer } = context;
  const runner = db.createQueryRunner();
  try {
    await runner.startTransaction();
    const { manager } = runner;
    await manager.query(`SELECT set_config('dateline.by', 'import', TRUE)`);
    const plan = await planItems(manager, items);
    const saved = await writeItems(manager, plan, options, gazetteer, names);
    await (dryRun ? runner.rollbackTransaction() : runner.commitTransaction());
    return saved;
  } finally {
    if (runner.isTransactionActive) await undo(runner);
    await runner.release();
  }
}

/** A connection that is lost has undone it already, and what lost it is what is to be told. */
async function undo(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction().catch((error: unknown) => {
    if (sqlState(error) !== '') throw error;
  });
}

function sqlState(error: unknown): string {
  const failed: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return (failed as { code?: string }).code ?? '';
}

/** For one item, in a transaction that is there already. */
export async function writeWithin(
  manager: EntityManager,
  item: Resolved,
  options: ImportOptions,
  gazetteer: Gazetteer,
): Promise<Saved> {
  const plan = await planItems(manager, [item]);
  const [saved] = await writeItems(manager, plan, options, gazetteer);
  if (!saved) throw new Error('nothing was written');
  return saved;
}
