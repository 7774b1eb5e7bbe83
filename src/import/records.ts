import type { DataSource } from 'typeorm';
import { DeskError } from '../desk/desk-error';
import type { Desk } from '../desk/format';
import { writeDesk } from '../desk/write-desk';
import type { Placed } from './batches';
import { isDecision, writeDecisions } from './decisions';
import type { Decision } from './formats/jsonl-shape';
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

interface PlacedRecord {
  record: DeskRecord | Decision;
  placed: Placed;
}

export interface WrittenRecords {
  /** Rows that were written or changed. */
  changed: number;
  refused: (Placed & { reason: string })[];
}

/** Sections, entities and claims, and what editors decided, that are written together. */
export class Records {
  readonly #all: PlacedRecord[] = [];

  get size(): number {
    return this.#all.length;
  }

  /** @returns whether it is full */
  add(record: DeskRecord | Decision, placed: Placed): boolean {
    this.#all.push({ record, placed });
    return this.#all.length >= MOST;
  }

  /** Writes them, decisions last, for they are about the others. */
  async write(db: DataSource): Promise<WrittenRecords> {
    const decisions = this.#all.filter(({ record }) => isDecision(record));
    const others = this.#all.filter(({ record }) => !isDecision(record));
    const written = await writeTogether(db, others);
    const decided = await writeTogether(db, decisions);
    return {
      changed: written.changed + decided.changed,
      refused: [...written.refused, ...decided.refused],
    };
  }
}

/** Writes records in one transaction; where one is wrong, each in its own. */
async function writeTogether(
  db: DataSource,
  all: readonly PlacedRecord[],
): Promise<WrittenRecords> {
  const written: WrittenRecords = { changed: 0, refused: [] };
  if (all.length === 0) return written;
  try {
    return {
      changed: await writeAll(
        db,
        all.map(({ record }) => record),
      ),
      refused: [],
    };
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
  }
  for (const { record, placed } of all) {
    try {
      written.changed += await writeAll(db, [record]);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      const reason = error.problems.map(({ what }) => what).join('; ');
      written.refused.push({ ...placed, reason: `The ${record.type}: ${reason}.` });
    }
  }
  return written;
}

/** Records that are all decisions, or none of them. */
function writeAll(db: DataSource, records: readonly (DeskRecord | Decision)[]): Promise<number> {
  const decisions = records.filter(isDecision);
  if (decisions.length > 0) return writeDecisions(db, decisions);
  return writeDesk(db, deskOf(records.filter((one) => !isDecision(one))));
}

function deskOf(records: readonly DeskRecord[]): Desk {
  const desk: Desk = {
    ...{ sections: [], entities: [], articles: [], events: [], offices: [], presence: [] },
  };
  for (const { type, value } of records) (desk[LISTS[type]] as object[]).push(value);
  return desk;
}
