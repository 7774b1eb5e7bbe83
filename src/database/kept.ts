import type { Changes } from './changes';

/** A value that is made of whole tables, and kept until one of them changes. */
export function keptUntilChanged<T>(
  changes: Changes,
  tables: readonly string[],
  make: () => Promise<T>,
): () => Promise<T> {
  let kept: Promise<T> | undefined;
  changes.onChange((table) => {
    if (table === null || tables.includes(table)) kept = undefined;
  });
  return async () => {
    // While nobody tells of changes, nothing is kept.
    if (changes.version === null) return make();
    const made = (kept ??= make());
    try {
      return await made;
    } catch (error) {
      if (kept === made) kept = undefined;
      throw error;
    }
  };
}
