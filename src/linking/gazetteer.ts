import { type Candidate, candidateOf, type Span } from './candidates';
import { chosen, withoutDoubts } from './choice';
import { foldName } from './fold';
import {
  type Homonyms,
  indexNames,
  meaningOf,
  type MentionKind,
  type Name,
  type NameIndex,
} from './names';
import { isCapitalized } from './letters';
import { passageOf, type Passage } from './passage';
import { type Read, Surnames } from './surnames';
import { isWord, sourceOf, tokensIn } from './tokens';
import { partsOf } from './variants';

/** Finds the names of known entities in a text. Immutable; made once for a set of names. */
export class Gazetteer {
  readonly #index: NameIndex;

  /**
   * @param names in any order, repeated or not; names of fewer than two characters are passed over
   */
  constructor(names: readonly Name[]) {
    this.#index = indexNames(names);
  }

  /** By what these words name an entity, whatever stands beside them; null where they name none, or more than one. */
  kindOf(words: string): MentionKind | null {
    const homonyms = this.#homonymsOf(words);
    return (homonyms && meaningOf(homonyms, words)?.kind) ?? null;
  }

  /** Whether these words, in some writing, are a name, be it of one entity or of several. */
  knows(words: string): boolean {
    return this.#homonymsOf(words) !== undefined;
  }

  #homonymsOf(words: string): Homonyms | undefined {
    const tokens = tokensIn(foldName(words));
    let whole: Homonyms | undefined;
    this.#index.names.walk(tokens, 0, (homonyms, end) => {
      if (end === tokens.length) whole = homonyms;
    });
    return whole;
  }

  /** Finds every mention in a text that stands for itself: see `read`. */
  find(text: string): Span[] {
    return this.read([passageOf(text)])[0] ?? [];
  }

  /**
   * Finds every mention in the passages of one article: for each in the order of its words, none
   * overlapping another.
   *
   * A mention is a whole word or words, in any case and with or without accents, also as another
   * transliteration writes it. Where names overlap the longest wins. A name that stands for two entities is
   * not guessed, neither is one that is a part of another name, nor a shorter one in it. Names that are
   * acronyms or ordinary words are found only as they are written in the gazetteer. Behind a full name the
   * surname alone is the same person.
   */
  read(passages: readonly Passage[]): Span[][] {
    const found = withoutDoubts(passages.map((passage) => chosen(this.#candidates(passage))));
    const read = passages.map((passage, number): Read => {
      const candidates = found[number] ?? [];
      return { passage, candidates, taken: takenBy(candidates), number };
    });
    const surnames = new Surnames(read);
    return read.map((text) => {
      const named = text.candidates.flatMap((candidate) =>
        candidate.span === null || surnames.isOfSomebodyElse(text, candidate)
          ? []
          : [candidate.span],
      );
      return [...named, ...surnames.in(text)].sort((a, b) => a.start - b.start);
    });
  }

  /** All that may be names, overlapping as they do: those that are written like a name before its variants. */
  #candidates(passage: Passage): Candidate[] {
    const { texts } = passage.tokens;
    const candidates: Candidate[] = [];
    const add = (from: number, to: number, homonyms: Homonyms): void => {
      const candidate = candidateOf(passage, { from, to }, homonyms);
      if (candidate) candidates.push(candidate);
    };
    for (let at = 0; at < texts.length; at++) {
      if (texts[at] === ' ') continue;
      this.#index.names.walk(texts, at, (homonyms, end) => add(at, end, homonyms));
    }
    const parts = partsOf(texts, (at) => isOfName(passage, at));
    const keys = parts.map(({ key }) => key);
    for (const [i, { from }] of parts.entries()) {
      this.#index.variants.walk(keys, i, (homonyms, end) => {
        add(from, parts[end - 1]?.to ?? from, homonyms);
      });
    }
    return candidates;
  }
}

/** Whether what stands at a token may be in a name, which is written with a capital. */
function isOfName({ tokens }: Passage, at: number): boolean {
  return !isWord(tokens.texts[at]) || isCapitalized(sourceOf(tokens, at, at + 1));
}

function takenBy(candidates: readonly Candidate[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const { from, to } of candidates) for (let at = from; at < to; at++) taken.add(at);
  return taken;
}
