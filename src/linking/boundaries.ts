import { type Folded, unfold } from './fold';

const IN_WORD = /^[\p{L}\p{M}\p{Nd}]$/u;

// Particles that Arabic names carry in front, with the article's forms before the "sun letters".
const PARTICLES =
  /(?<![\p{L}\p{M}\p{Nd}])(?:al|el|il|ul|ad|adh|an|ar|as|ash|at|ath|az|abd|abi|abou|abu|bani|ben|beni|bin|bint|ibn|umm)$/u;
const LONGEST_PARTICLE = 4;

// Of the dashes only the hyphen joins a particle to its name: "looked at—Moscow" has no particle.
const HYPHEN = /^[-\u2010\u2011]$/u;

/**
 * Whether a range of the folded text is a whole word or whole words.
 *
 * - Letters, digits and marks beside it make it a part of a longer word.
 * - An apostrophe between letters is inside a word ("Sana'a" does not hold "Sana"), except in the
 *   possessive: "Russia's" holds "Russia".
 * - Hyphens and dashes separate ("Syrian-Russian"), except the hyphen behind an Arabic particle:
 *   "Al-Assad" does not hold "Assad", nor "al-Iraqi" the people of Iraq. With its particle a name
 *   is often another name; where it is the same, that form is to be given as a name of its own.
 *
 * Names run together with the words around them, as in Chinese or behind an Arabic "and", are not
 * found.
 */
export function standsAlone(folded: Folded, start: number, end: number): boolean {
  return startsWord(folded, start) && endsWord(folded.text, end);
}

function startsWord(folded: Folded, start: number): boolean {
  const before = characterBefore(folded.text, start);
  if (IN_WORD.test(before)) return false;
  if (before === "'") return !IN_WORD.test(characterBefore(folded.text, start - 1));
  return before !== '-' || !followsParticle(folded, start - 1);
}

function endsWord(text: string, end: number): boolean {
  const after = characterAt(text, end);
  if (IN_WORD.test(after)) return false;
  if (after !== "'" || !IN_WORD.test(characterAt(text, end + 1))) return true;
  return text[end + 1] === 's' && !IN_WORD.test(characterAt(text, end + 2));
}

function followsParticle(folded: Folded, dash: number): boolean {
  const from = Math.max(0, dash - LONGEST_PARTICLE - 2);
  return PARTICLES.test(folded.text.slice(from, dash)) && isHyphen(folded, dash);
}

function isHyphen(folded: Folded, dash: number): boolean {
  const range = unfold(folded, dash, dash + 1);
  return range !== null && HYPHEN.test(folded.source.slice(range.start, range.end));
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, index: number): string {
  if (index <= 0) return '';
  // The second half of a surrogate pair is read with its first half.
  const isPair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(Math.max(0, index - 2), index));
  return isPair ? text.slice(index - 2, index) : text.slice(index - 1, index);
}
