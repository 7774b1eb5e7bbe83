import { type Candidate, placeOf, type Span } from './candidates';
import { isCapitalized } from './letters';
import { hasGivenName, isOfAnother } from './neighbours';
import type { Passage, Range } from './passage';
import { isWord, sourceOf } from './tokens';

/** A passage of an article with the names that were found in it. */
export interface Read {
  readonly passage: Passage;
  readonly candidates: readonly Candidate[];
  /** The tokens that candidates have. */
  readonly taken: ReadonlySet<number>;
  /** Its number in the article. */
  readonly number: number;
}

/** Words that belong to the surname behind them. */
const PARTICLES = new Set(
  `al el ul ad an ar as ash at az von van de der den ten ter di da del della du dos la le bin ibn abu`.split(
    ' ',
  ),
);
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);
/** Letters: shorter ones, as in Kim Jong Un, are a part of the given name as often. */
const SHORTEST = 3;

/** Who bears a surname in an article. */
interface Bearer {
  /** Null where two people do whose full names stand there. */
  entityId: string | null;
  /** Behind this token of this text the full name has been said. */
  readonly text: number;
  readonly token: number;
  /** Whether somebody else seems to bear it who is not known: "Asma al-Assad" beside "Bashar al-Assad". */
  isShared: boolean;
}

/** The surnames of the people whose full names stand in an article. */
export class Surnames {
  /** By the words of the surname, between single spaces: one bearer for both its forms. */
  readonly #bearers = new Map<string, Bearer>();

  /** @param texts of one article, in its order */
  constructor(texts: readonly Read[]) {
    for (const { passage, candidates, number } of texts) {
      for (const { being, span, from, to } of candidates) {
        if (being !== 'PERSON' || span === null) continue;
        const forms = surnamesOf(passage, { from, to });
        if (forms.length > 0) this.#note(forms, span.entityId, number, to);
      }
    }
    for (const text of texts) this.#noteOthers(text);
  }

  /** The surnames that stand alone in a text behind the full name: each is the person of that name. */
  in({ passage, taken, number }: Read): Span[] {
    return this.#places(passage).flatMap(({ bearer, range }): Span[] => {
      const { entityId, isShared } = bearer;
      if (entityId === null || isShared || taken.has(range.to - 1)) return [];
      if (!isBehind(bearer, number, range) || isOfAnother(passage, range)) return [];
      const place = placeOf(passage, range);
      return place === null ? [] : [{ ...place, entityId, kind: 'ALIAS' }];
    });
  }

  /** Whether a name that was found is the surname of another person of this article, or of two. */
  isOfSomebodyElse({ passage, number }: Read, candidate: Candidate): boolean {
    const bearer = this.#bearers.get(wordsIn(passage, candidate).join(' '));
    if (!bearer || !isBehind(bearer, number, candidate)) return false;
    return bearer.entityId !== candidate.span?.entityId;
  }

  #note(forms: readonly string[], entityId: string, text: number, token: number): void {
    const known = this.#bearers.get(forms.at(-1) ?? '');
    const bearer = known ?? { entityId, text, token, isShared: false };
    if (bearer.entityId !== entityId) bearer.entityId = null;
    for (const form of forms) this.#bearers.set(form, bearer);
  }

  #noteOthers({ passage, taken }: Read): void {
    for (const { bearer, range } of this.#places(passage)) {
      if (!taken.has(range.to - 1) && hasGivenName(passage, range)) bearer.isShared = true;
    }
  }

  /** Where surnames stand in a passage, the longest at each place. */
  #places(passage: Passage): { bearer: Bearer; range: Range }[] {
    const places: { bearer: Bearer; range: Range }[] = [];
    if (this.#bearers.size === 0) return places;
    for (let at = 0; at < passage.tokens.texts.length; at++) {
      const place = this.#longestAt(passage, at);
      if (!place) continue;
      places.push(place);
      at = place.range.to - 1;
    }
    return places;
  }

  #longestAt({ tokens }: Passage, from: number): { bearer: Bearer; range: Range } | null {
    let key = '';
    let found: { bearer: Bearer; range: Range } | null = null;
    for (let at = from; isWord(tokens.texts[at]); at += 2) {
      const word = tokens.texts[at] ?? '';
      key += key === '' ? word : ` ${word}`;
      const bearer = this.#bearers.get(key);
      if (bearer && isCapitalized(sourceOf(tokens, at, at + 1))) {
        found = { bearer, range: { from, to: at + 1 } };
      }
      if (!PARTICLES.has(word) || !/^[ -]$/u.test(tokens.texts[at + 1] ?? '')) break;
    }
    return found;
  }
}

/** The surname in a full name, with what belongs to it and without: "al-Assad" and "Assad". None in one name alone. */
function surnamesOf(passage: Passage, range: Range): string[] {
  const words = wordsIn(passage, range);
  while (words.length > 2 && SUFFIXES.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  let begin = words.length - 1;
  while (begin > 0 && PARTICLES.has(words[begin - 1] ?? '')) begin--;
  if (begin <= 0 || Array.from(last).length < SHORTEST) return [];
  return [...new Set([words.slice(begin).join(' '), last])];
}

function wordsIn({ tokens }: Passage, { from, to }: Range): string[] {
  return tokens.texts.slice(from, to).filter(isWord);
}

function isBehind(bearer: Bearer, text: number, { from }: Range): boolean {
  return text > bearer.text || (text === bearer.text && from >= bearer.token);
}
