import { foldCharacter, type Folding } from './characters';

type Offsets = readonly number[] | Uint32Array;

/**
 * A text made comparable, with the way back. Every UTF-16 unit of the folded text belongs to one
 * piece of the original: a character with its accents, or a run of white space. A piece is never
 * split.
 */
export interface Folded {
  /** The original text. */
  readonly source: string;
  readonly text: string;
  /** For each UTF-16 unit of `text`, the number of its piece; rising. */
  readonly pieces: Offsets;
  /** For each piece, the UTF-16 offset in the original where it starts. */
  readonly starts: Offsets;
  /** For each piece, the UTF-16 offset in the original just behind it. */
  readonly ends: Offsets;
}

class Folder implements Folded {
  readonly pieces: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  text = '';
  #carriesAccents = false;
  #inSpace = false;

  constructor(readonly source: string) {}

  add(folding: Folding, start: number, end: number): void {
    if (folding.role === 'NOTHING') return;
    if (folding.role === 'SPACE' && this.#inSpace) this.#extend(end);
    else if (folding.role === 'ACCENT' && this.#carriesAccents) this.#extend(end);
    else this.#append(folding, start, end);
  }

  // An accent with no letter under it stays visible: it still tells where a word begins.
  #append(folding: Folding, start: number, end: number): void {
    for (let unit = 0; unit < folding.text.length; unit++) this.pieces.push(this.starts.length);
    this.text += folding.text;
    this.starts.push(start);
    this.ends.push(end);
    this.#carriesAccents = folding.carriesAccents;
    this.#inSpace = folding.role === 'SPACE';
  }

  #extend(end: number): void {
    this.ends[this.ends.length - 1] = end;
  }
}

/** Folds a text for comparison and keeps the offsets of the original. Takes linear time. */
export function fold(text: string): Folded {
  return ONE_FOR_ONE.test(text) ? foldUnits(text) : foldCharacters(text);
}

/** Texts of which each UTF-16 unit becomes one, and is a piece of its own: nearly all in English. */
const ONE_FOR_ONE = /^(?:[!-~À-ÅÇ-ÖØ-Ýà-åç-öø-ý‘’“”–—…]|[ \n](?![ \n]))*$/;
const TO_FOLD = /[^ !-_a-~]/g;

function foldUnits(source: string): Folded {
  const text = source.toLowerCase().replace(TO_FOLD, (unit) => foldCharacter(unit).text);
  const { length } = source;
  return {
    ...{ source, text },
    pieces: counting(0, length),
    starts: counting(0, length),
    ends: counting(1, length + 1),
  };
}

let numbers = Uint32Array.from({ length: 2 ** 14 }, (_, i) => i);

/** The numbers from one to just before another, of which there is one copy for all. */
function counting(from: number, to: number): Uint32Array {
  if (to > numbers.length) numbers = Uint32Array.from({ length: to * 2 }, (_, i) => i);
  return numbers.subarray(from, to);
}

function foldCharacters(text: string): Folded {
  const folder = new Folder(text);
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    folder.add(foldCharacter(character), start, end);
    start = end;
  }
  return folder;
}

/**
 * The folded form of a name alone, without white space around it. Empty if nothing visible is in
 * it.
 */
export function foldName(name: string): string {
  return fold(name).text.trim();
}

/**
 * The piece of the original under a range of the folded text, in UTF-16 offsets, or null where an
 * end of the range lies within a piece, as 's' does in the 'ss' of 'ß'.
 */
export function unfold(
  folded: Folded,
  start: number,
  end: number,
): { start: number; end: number } | null {
  const { pieces } = folded;
  const first = pieces[start];
  const last = pieces[end - 1];
  if (first === undefined || last === undefined) return null;
  if (first === pieces[start - 1] || last === pieces[end]) return null;
  return { start: folded.starts[first] ?? 0, end: folded.ends[last] ?? 0 };
}
