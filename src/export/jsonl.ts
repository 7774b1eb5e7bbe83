import type { DataSource } from 'typeorm';
import { scanning } from '../database/cursor';
import { EVERYTHING } from './jsonl.queries';

/** Everything that a server holds, drafts and history as well, as the JSON lines that an import reads. */
export function everything(db: DataSource): AsyncGenerator<string> {
  return scanning(db, async function* (scan) {
    for (const statement of EVERYTHING) {
      for await (const row of scan<object>(statement)) yield JSON.stringify(given(row));
    }
  });
}

/** Without what is null: what is not said is left out. */
function given(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(given);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  // What an old revision said is kept as the database keeps it.
  return Object.fromEntries(entries.map(([key, one]) => [key, key === 'story' ? one : given(one)]));
}
