import AhoCorasick from 'modern-ahocorasick';
import { standsAlone } from './boundaries';
import { fold, type Folded, unfold } from './fold';
import { groupHomonyms, type Homonyms, meaningOf, type MentionKind, type Name } from './names';

/** A place in a text where an entity is named. */
export interface Span {
  /** UTF-16 offset of the first unit: `source.slice(start, end) === text`. */
  start: number;
  /** UTF-16 offset just behind the last unit. */
  end: number;
  /** What the source says there, as it is written there. */
  text: string;
  entityId: string;
  kind: MentionKind;
}

interface Candidate {
  /** In the folded text. */
  readonly start: number;
  readonly end: number;
  /** Null where the name stands for more than one entity. */
  readonly span: Span | null;
}

/** Finds the names of known entities in a text. Immutable; made once for a set of names. */
export class Gazetteer {
  readonly #homonyms: readonly Homonyms[];
  readonly #matcher: AhoCorasick;

  /**
   * @param names in any order, repeated or not; names of fewer than two characters are passed over
   */
  constructor(names: readonly Name[]) {
    this.#homonyms = groupHomonyms(names);
    this.#matcher = new AhoCorasick(this.#homonyms.map((it) => it.key));
  }

  /**
   * Finds every mention, in the order of the text, none overlapping another.
   *
   * A mention is a whole word or words, in any case and with or without accents. Where names
   * overlap the longest wins. A name that stands for two entities is not guessed, and neither is a
   * shorter one in it. Names that are acronyms or ordinary words are found only as they are written
   * in the gazetteer.
   */
  find(text: string): Span[] {
    const folded = fold(text);
    const candidates: Candidate[] = [];
    for (const { patternIndex, start, end } of this.#matcher.iterate(folded.text)) {
      const homonyms = this.#homonyms[patternIndex];
      const candidate = homonyms && readCandidate(folded, homonyms, start, end);
      if (candidate) candidates.push(candidate);
    }
    return longestFirst(candidates, folded.text.length)
      .flatMap(({ span }) => (span === null ? [] : [span]))
      .sort((a, b) => a.start - b.start);
  }
}

function readCandidate(
  folded: Folded,
  homonyms: Homonyms,
  start: number,
  end: number,
): Candidate | null {
  const range = standsAlone(folded, start, end) ? unfold(folded, start, end) : null;
  if (range === null) return null;
  const text = folded.source.slice(range.start, range.end);
  const meaning = meaningOf(homonyms, text);
  if (meaning === undefined) return null;
  if (meaning === null) return { start, end, span: null };
  return { start, end, span: { ...range, text, entityId: meaning.entityId, kind: meaning.kind } };
}

// The matcher's own choice among overlapping names comes too early for us: it cannot know that a
// match is not a whole word, or is written wrongly, and so would lose the right name within it.
function longestFirst(candidates: Candidate[], length: number): Candidate[] {
  const taken = new Uint8Array(length);
  const byLength = candidates.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  return byLength.filter(({ start, end }) => {
    // No longer one can lie inside this one, so its two ends tell whether any overlaps it.
    if (taken[start] === 1 || taken[end - 1] === 1) return false;
    taken.fill(1, start, end);
    return true;
  });
}
