import nlp from 'compromise/three';
import { LRUCache } from 'lru-cache';

export type GuessedKind = 'PERSON' | 'PLACE' | 'ORGANIZATION';

const TAGS: readonly (readonly [tag: string, kind: GuessedKind])[] = [
  ['#Organization', 'ORGANIZATION'],
  ['#Place', 'PLACE'],
  ['#Person', 'PERSON'],
];

/** The same names come in many articles. The empty text stands for "not known": the cache holds no null. */
const guessed = new LRUCache<string, GuessedKind | ''>({ max: 20_000 });

/** What a name may be the name of, by its words alone; null where they do not tell. Right more often than not. */
export function guessKind(name: string): GuessedKind | null {
  let kind = guessed.get(name);
  if (kind === undefined) {
    const read = nlp(name);
    kind = TAGS.find(([tag]) => read.has(tag))?.[1] ?? '';
    guessed.set(name, kind);
  }
  return kind === '' ? null : kind;
}
