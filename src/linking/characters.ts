/** What becomes of one character when a text is folded for comparison. */
export interface Folding {
  /**
   * TEXT stands for itself, SPACE joins a run of white space, ACCENT belongs to the letter before
   * it, NOTHING is invisible (zero-width characters, soft hyphens, directional and emoji marks).
   */
  role: 'TEXT' | 'SPACE' | 'ACCENT' | 'NOTHING';
  /** The folded form; 'ß' has two characters. */
  text: string;
  /** Whether accents that follow belong to this character. */
  carriesAccents: boolean;
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const APOSTROPHES = /['`´‘’‚‛′ʹʻʼʽʾʿ՚׳＇]/gu;
const QUOTATION_MARKS = /["“”„‟«»″＂]/gu;
const DASHES = /[\p{Dash_Punctuation}\u2043\u2212]/gu;

// Marks that writers leave out. The vowel signs of Indic scripts and the kana voicing marks are not
// among them: without those the word is another word. Tatweel only stretches the letter before it.
const ACCENT =
  /(?=\p{M})(?![\u3099\u309A])[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]|\u0640/gu;

// Letters that differ as an accent does, but that Unicode does not take apart.
const LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ß: 'ss', // what becomes of its capital
  æ: 'ae',
  đ: 'd',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
};

// At most one entry for every character of Unicode, so it need not be emptied.
const known = new Map<string, Folding>();

/**
 * Folds one character: case, accents, Arabic vowel marks and alef and hamza forms, ligatures,
 * and every kind of apostrophe, quotation mark and dash.
 * @param character one code point
 */
export function foldCharacter(character: string): Folding {
  let folding = known.get(character);
  if (folding === undefined) {
    folding = classify(character);
    known.set(character, folding);
  }
  return folding;
}

function classify(character: string): Folding {
  if (matches(INVISIBLE, character)) return { role: 'NOTHING', text: '', carriesAccents: false };
  if (/\s/u.test(character)) return { role: 'SPACE', text: ' ', carriesAccents: false };
  if (matches(ACCENT, character)) return { role: 'ACCENT', text: character, carriesAccents: false };
  const carriesAccents = /[\p{L}\p{M}]/u.test(character);
  return { role: 'TEXT', text: foldVisible(plainPunctuation(character)), carriesAccents };
}

function foldVisible(character: string): string {
  if (!/\p{L}/u.test(character)) return foldLetters(character.normalize('NFD'));
  // Compatibility forms only of letters (ﬁ, Ａ, ﻻ): '™' and '²' are not to become 'tm' and '2'. Nor
  // may a letter become a space or nothing: it would no longer keep the words beside it together.
  const compatible = foldLetters(character.normalize('NFKD'));
  return /^[\p{L}\p{M}]+$/u.test(compatible) ? compatible : foldLetters(character.normalize('NFD'));
}

function foldLetters(decomposed: string): string {
  // Upper case first, because only that takes 'ß' to 'SS', 'ı' to 'I' and 'ς' to 'Σ'.
  const letters = decomposed.toUpperCase().toLowerCase().normalize('NFD');
  return letters.replace(ACCENT, '').replace(/./gu, (letter) => LETTERS[letter] ?? letter);
}

function plainPunctuation(text: string): string {
  return text.replace(APOSTROPHES, "'").replace(QUOTATION_MARKS, '"').replace(DASHES, '-');
}

function matches(pattern: RegExp, character: string): boolean {
  return character.search(pattern) === 0;
}

/**
 * The writing of a name where case and accents matter. Equal for two texts that a reader would see
 * as the same: composition of accents, invisible characters, spacing and the style of punctuation
 * are levelled.
 */
export function writing(text: string): string {
  const visible = text.normalize('NFC').replace(INVISIBLE, '');
  return plainPunctuation(visible).replace(/\s+/gu, ' ').trim();
}
