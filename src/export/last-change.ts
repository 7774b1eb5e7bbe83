import type { Changes } from '../database/changes';

/** HTTP dates count seconds: what changed in the last one may change again in it. */
const SETTLED = 1000;

/**
 * When the content last changed, as far as this server knows: at its own start if not since. It is never
 * before a change that readers see, whatever rows that touched.
 */
export function lastChangeOf(changes: Changes): {
  /** Null while it may change within the second, or while changes are not heard of. */
  readonly date: Date | null;
  close: () => void;
} {
  let changed = Date.now();
  let heard = performance.now();
  const stop = changes.onChange(() => {
    changed = Date.now();
    heard = performance.now();
  });
  return {
    get date() {
      const settled = changes.version !== null && performance.now() - heard > SETTLED;
      // Rounded up, so that it is not before the change within its second.
      return settled ? new Date(Math.ceil(changed / 1000) * 1000) : null;
    },
    close: stop,
  };
}
