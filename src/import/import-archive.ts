import type { DataSource } from 'typeorm';
import { foldTallies } from '../articles/entity-tally';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import { Batch, marksOf, type Placed } from './batches';
import type { Decision } from './formats/jsonl-shape';
import type { DeskRecord, ImportItem } from './item';
import { Records } from './records';
import { resolve, type ImportOptions, type Resolved } from './resolve';
import type { Saved } from './save-items';
import { Tally, type Noted } from './tally';
import { UnreadableArticle } from './text';
import { writeBatch, type BatchContext } from './write-batch';

export interface ArchiveOptions extends ImportOptions {
  dryRun: boolean;
  /** Whether the first item that is refused ends the import. */
  strict: boolean;
  /** Told of each item that was refused or kept. */
  note: (noted: Noted) => void;
}

/** The import was to end at the first refusal; what came before it is written. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Batches that are written at once; while one is, the next is read. No more than one: articles of one headline
 * are numbered in the order of the source, so that a run that was killed and begun again ends as a clean one.
 */
const WRITERS = 1;

/** Takes items in, in batches, each in its transaction. What a run that was ended has written, the next finds. */
export class ArchiveImport {
  readonly tally = new Tally();
  readonly #underWay = new Map<Promise<void>, Batch>();
  readonly #context: BatchContext;
  #batch = new Batch();
  #records = new Records();
  #failure: unknown;
  #lastPlan: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly db: DataSource,
    private readonly options: ArchiveOptions,
    gazetteer: Gazetteer,
  ) {
    const inTurn = <T>(plan: () => Promise<T>): Promise<T> => {
      const turn = this.#lastPlan.then(plan, plan);
      this.#lastPlan = turn;
      return turn;
    };
    const { dryRun } = options;
    this.#context = { db, options, gazetteer, dryRun, reserved: new Set(), inTurn };
  }

  static async begin(db: DataSource, options: ArchiveOptions): Promise<ArchiveImport> {
    return new ArchiveImport(db, options, await gazetteerOf(db));
  }

  get isDry(): boolean {
    return this.options.dryRun;
  }

  /** @throws Refused when the import is strict and the item can't be taken */
  async add(item: ImportItem, placed: Placed): Promise<void> {
    if (this.#records.size > 0) await this.#sendRecords();
    const resolved = this.#resolve(item, placed);
    if (!resolved) return;
    const marks = marksOf(resolved);
    const twice = (batch: Batch): boolean => marks.some((mark) => batch.marks.has(mark));
    if (this.#batch.isFull || twice(this.#batch)) await this.#send();
    await this.#until(() => ![...this.#underWay.values()].some(twice));
    this.#batch.add(resolved, placed);
    this.tally.names(item.names);
  }

  /** Takes in rows of other kinds, once all articles before them are written. */
  async addRecord(record: DeskRecord | Decision, placed: Placed): Promise<void> {
    this.tally.records++;
    await this.flush();
    if (this.#records.add(record, placed)) await this.#sendRecords();
  }

  async #sendRecords(): Promise<void> {
    const records = this.#records;
    this.#records = new Records();
    if (this.options.dryRun) return;
    const { changed, refused } = await records.write(this.db);
    this.tally.recordRows += changed;
    if (changed > 0) this.#context.gazetteer = await gazetteerOf(this.db);
    for (const { reason, ...placed } of refused) this.refuse(placed, reason);
  }

  /** Notes an item that its reader could make nothing of. @throws Refused when the import is strict */
  refuse(placed: Placed, reason: string): void {
    this.#note({ ...placed, outcome: 'REFUSED', reason });
    if (this.options.strict) throw new Refused(`${placed.file}, ${placed.place}: ${reason}`);
  }

  /** Waits until all that was added is written. */
  async flush(): Promise<void> {
    await this.#send();
    await this.#until(() => this.#underWay.size === 0);
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    await this.flush();
    if (this.#records.size > 0) await this.#sendRecords();
  }

  /** Ends the import; after a failure too, so that what is under way is written. */
  async end(): Promise<void> {
    await Promise.allSettled([...this.#underWay.keys()]);
    if (!this.options.dryRun) await foldTallies(this.db);
  }

  #resolve(item: ImportItem, placed: Placed): Resolved | undefined {
    this.tally.read++;
    try {
      return resolve(item, this.options);
    } catch (error) {
      if (!(error instanceof UnreadableArticle)) throw error;
      this.refuse(placed, error.message);
      return undefined;
    }
  }

  async #send(): Promise<void> {
    const batch = this.#batch;
    if (batch.items.length === 0) return;
    await this.#until(() => this.#underWay.size < WRITERS);
    this.#batch = new Batch();
    const written = this.#write(batch)
      .catch((error: unknown) => void (this.#failure ??= error))
      .finally(() => this.#underWay.delete(written));
    this.#underWay.set(written, batch);
  }

  async #write(batch: Batch): Promise<void> {
    const saved = await writeBatch(this.#context, batch.items);
    for (const [i, placed] of batch.places.entries()) {
      const one = saved[i];
      if (one?.outcome === 'REFUSED') this.refuse(placed, one.reason);
      else if (one) this.#note({ ...placed, ...toldOf(one) });
    }
  }

  #note(noted: Noted): void {
    this.tally.count(noted);
    if (noted.outcome === 'REFUSED' || noted.outcome === 'KEPT') this.options.note(noted);
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await Promise.race(this.#underWay.keys());
    if (this.#failure !== undefined) throw this.#failure as Error;
  }
}

const gazetteerOf = async (db: DataSource): Promise<Gazetteer> =>
  new Gazetteer(await knownNames(db.manager));

function toldOf({ outcome, article, reason }: Saved): Omit<Noted, keyof Placed> {
  const { slug, status } = article;
  return { outcome, slug, status, ...(reason !== undefined && { reason }) };
}
