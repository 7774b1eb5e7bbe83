import type { DataSource } from 'typeorm';
import { DeskError } from '../desk/desk-error';
import type { Desk } from '../desk/format';
import { writeDesk } from '../desk/write-desk';
import type { Placed } from './batches';
import type { DeskRecord } from './item';

/** Rows in one transaction. */
const MOST = 500;

/** The list of a desk that holds the rows of a type. */
const LISTS = {
  section: 'sections',
  entity: 'entities',
  event: 'events',
  office: 'offices',
  presence: 'presence',
} as const;

export interface WrittenRecords {
  /** Rows that were written or changed. */
  changed: number;
  refused: (Placed & { reason: string })[];
}

/** Sections, entities and claims that are written together, as a desk's are. */
export class Records {
  readonly #all: { record: DeskRecord; placed: Placed }[] = [];

  get size(): number {
    return this.#all.length;
  }

  /** @returns whether it is full */
  add(record: DeskRecord, placed: Placed): boolean {
    this.#all.push({ record, placed });
    return this.#all.length >= MOST;
  }

  /** Writes them in one transaction; where one is wrong, each in its own. */
  async write(db: DataSource): Promise<WrittenRecords> {
    try {
      const changed = await writeDesk(db, deskOf(this.#all.map(({ record }) => record)));
      return { changed, refused: [] };
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
    }
    const written: WrittenRecords = { changed: 0, refused: [] };
    for (const { record, placed } of this.#all) {
      try {
        written.changed += await writeDesk(db, deskOf([record]));
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        const reason = error.problems.map(({ what }) => what).join('; ');
        written.refused.push({ ...placed, reason: `The ${record.type}: ${reason}.` });
      }
    }
    return written;
  }
}

function deskOf(records: readonly DeskRecord[]): Desk {
  const desk: Desk = {
    ...{ sections: [], entities: [], articles: [], events: [], offices: [], presence: [] },
  };
  for (const { type, value } of records) (desk[LISTS[type]] as object[]).push(value);
  return desk;
}
