import type { EventKind } from '../events/event';
import kinds from './kinds.json';

/** A word of a sentence that tells what kind of event it reports. */
interface Clue {
  kind: EventKind;
  start: number;
  end: number;
}

const PATTERNS = Object.entries(kinds).map(
  ([kind, words]) => [kind as EventKind, new RegExp(`\\b(?:${words})\\b`, 'giu')] as const,
);

/** Every word that tells a kind, by its place. */
export function cluesIn(sentence: string): Clue[] {
  return PATTERNS.flatMap(([kind, pattern]) =>
    Array.from(sentence.matchAll(pattern), ({ index, 0: word }) => ({
      ...{ kind, start: index },
      end: index + word.length,
    })),
  );
}
