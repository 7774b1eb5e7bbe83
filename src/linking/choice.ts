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

/**
 * Those of an article that are beyond doubt, and the doubtful whose entity is named there beyond doubt as well. Where
 * somebody bears the name of a place, that name alone is doubtful: of Michael Jordan it says no more than "Jordan".
 */
export function withoutDoubts(found: readonly Candidate[][]): Candidate[][] {
  const all = found.flat();
  const surnames = new Set(all.map(({ surnameFrom }) => surnameFrom));
  const isDoubtful = ({ span, doubt }: Candidate): boolean =>
    doubt === 'DOUBTFUL' ||
    (doubt === 'IF_SURNAME' && span !== null && surnames.has(span.entityId));
  const certain = new Set<string>();
  for (const candidate of all) {
    if (candidate.span !== null && !isDoubtful(candidate)) certain.add(candidate.span.entityId);
  }
  return found.map((candidates) =>
    candidates.filter((it) => !isDoubtful(it) || certain.has(it.span?.entityId ?? '')),
  );
}
