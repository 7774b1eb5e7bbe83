import type { DataSource } from 'typeorm';
import { foldTallies } from '../articles/entity-tally';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import { Batch, type Placed } from './batches';
import type { Decision } from './formats/jsonl-shape';
import type { DeskRecord, ImportItem } from './item';
import { readNames, type NamesOfItems } from './read-names';
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

/** Batches whose mentions are tallied together. */
const FOLDED = 20;

/**
 * Takes items in, in batches, each in its transaction. What a run that was ended has written, the next finds.
 * While a batch is written the next is read, no more: articles of one headline are numbered in the order of the
 * source, so that a run that was killed and begun again ends as a clean one.
 */
export class ArchiveImport {
  readonly tally = new Tally();
  readonly #context: BatchContext;
  #batch = new Batch();
  #records = new Records();
  #writing = Promise.resolve();
  #failure: unknown;
  #batches = 0;

  private constructor(
    private readonly db: DataSource,
    private readonly options: ArchiveOptions,
    gazetteer: Gazetteer,
  ) {
    this.#context = { db, options, gazetteer, dryRun: options.dryRun };
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
    if (this.#batch.isFull || this.#batch.has(resolved)) await this.#send();
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
    await this.#settle();
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    await this.flush();
    if (this.#records.size > 0) await this.#sendRecords();
  }

  /** Ends the import; after a failure too, so that what is under way is written. */
  async end(): Promise<void> {
    await this.#writing;
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
    this.#batch = new Batch();
    const names = await readNames(this.db.manager, batch.items, this.#context.gazetteer);
    await this.#settle();
    this.#writing = this.#write(batch, names).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async #write(batch: Batch, names: NamesOfItems): Promise<void> {
    const saved = await writeBatch(this.#context, batch.items, names);
    if (++this.#batches % FOLDED === 0 && !this.isDry) await foldTallies(this.db);
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

  /** Waits until nothing is being written. */
  async #settle(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure as Error;
  }
}

const gazetteerOf = async (db: DataSource): Promise<Gazetteer> =>
  new Gazetteer(await knownNames(db.manager));

function toldOf({ outcome, article, reason }: Saved): Omit<Noted, keyof Placed> {
  const { slug, status } = article;
  return { outcome, slug, status, ...(reason !== undefined && { reason }) };
}
