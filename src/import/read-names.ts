import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { namesIn, type Names } from '../articles/link-entities';
import type { Gazetteer } from '../linking/gazetteer';
import { findKnown } from './known';
import type { Resolved } from './resolve';

/** The names in items. Of an item that is not among them they are still to be read. */
export type NamesOfItems = ReadonlyMap<Resolved, Names>;

/**
 * Reads what seems to be new for names, before its transaction begins: meanwhile the database writes what came
 * before it, and is attended to after each article.
 */
export async function readNames(
  manager: EntityManager,
  items: readonly Resolved[],
  gazetteer: Gazetteer,
): Promise<NamesOfItems> {
  const known = await findKnown(manager, items);
  const names = new Map<Resolved, Names>();
  for (const [i, resolved] of items.entries()) {
    if (known[i]) continue;
    const { language, item } = resolved;
    names.set(resolved, namesIn({ ...item, language }, gazetteer));
    await setImmediate();
  }
  return names;
}
