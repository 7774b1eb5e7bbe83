import type { Candidate } from './candidates';

/** Of candidates that overlap the longest, of equally long ones the first; in the order of the text. */
export function chosen(candidates: readonly Candidate[]): Candidate[] {
  const taken = new Set<number>();
  const byLength = candidates.toSorted((a, b) => b.length - a.length || a.from - b.from);
  return byLength
    .filter(({ from, to }) => {
      // No longer one can lie inside this one, so its two ends tell whether any overlaps it.
      if (taken.has(from) || taken.has(to - 1)) return false;
      for (let at = from; at < to; at++) taken.add(at);
      return true;
    })
    .sort((a, b) => a.from - b.from);
}

/** Those of an article that are beyond doubt, and the doubtful whose entity is named there beyond doubt as well. */
export function withoutDoubts(found: readonly Candidate[][]): Candidate[][] {
  const certain = new Set<string>();
  for (const { span, isDoubtful } of found.flat()) {
    if (span !== null && !isDoubtful) certain.add(span.entityId);
  }
  return found.map((candidates) =>
    candidates.filter(({ span, isDoubtful }) => !isDoubtful || certain.has(span?.entityId ?? '')),
  );
}
