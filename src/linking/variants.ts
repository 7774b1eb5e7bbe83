import anyAscii from 'any-ascii';
import { LRUCache } from 'lru-cache';
import givenNames from './given-names.json';
import { isCapitalized } from './letters';
import { isWord, sourceOf, type Tokens } from './tokens';

/** A part of a name, as it is compared with other ways to write it in Latin letters. */
export interface Part {
  readonly key: string;
  /** The tokens that it was read from: from the first to just behind the last. */
  readonly from: number;
  readonly to: number;
}

/** The Arabic article, whatever its vowel: written with a hyphen or apart. */
const ARTICLES = new Set(['al', 'el', 'ul', 'il']);
/** Before some letters it takes their sound. Only with a hyphen: "as" and "an" are words. */
const ASSIMILATED = /^[aeiu](?:d|dh|n|r|s|sh|t|th|z)$/u;
/** What the article becomes. It can't be a word's own key: those have no capital. */
const ARTICLE = 'AL';

const GIVEN = new Map(givenNames.names.flatMap((alike) => alike.map((it) => [it, alike[0] ?? it])));

/** Letters of alphabets whose transliteration gives what is written in English; Arabic leaves its vowels out. */
const TRANSLITERATED = /\p{Script=Cyrillic}|\p{Script=Greek}/u;

/**
 * Tokens of a folded text with the ways of transliteration levelled: the Arabic article (al-, Al, el-, ash-),
 * what follows it (Charaa, Sharaa, Shara), given names (Ahmed, Ahmad), doubled letters, Russian endings
 * (-skiy, -ski), Cyrillic and Greek letters; hyphens and spaces are one.
 */
export function partsOf(texts: readonly string[]): Part[] {
  const parts: Part[] = [];
  let isBehindArticle = false;
  for (let at = 0; at < texts.length;) {
    const latin = inLatin(texts[at] ?? '');
    if (isArticle(latin, texts, at)) {
      parts.push({ key: ARTICLE, from: at, to: at + 2 });
      isBehindArticle = true;
      at += 2;
    } else {
      parts.push({ key: keyOf(latin, isBehindArticle), from: at, to: at + 1 });
      isBehindArticle = false;
      at++;
    }
  }
  return parts;
}

/**
 * Whether a name is compared so: it must have the Arabic article and a word of three letters or more, or be
 * a person's full name. Of shorter ones too many are alike that are not the same.
 */
export function hasVariants(parts: readonly Part[], isPerson: boolean): boolean {
  const words = parts.filter(({ key }) => isWord(key) && key !== ARTICLE);
  if (parts.some(({ key }) => key === ARTICLE)) return words.some(({ key }) => key.length >= 3);
  return isPerson && words.length >= 2 && words.every(({ key }) => key.length >= 2);
}

/** Whether all words but the article are written as names are. */
export function areCapitalized(tokens: Tokens, parts: readonly Part[]): boolean {
  return parts.every(
    ({ key, from, to }) =>
      key === ARTICLE || !isWord(key) || isCapitalized(sourceOf(tokens, from, to)),
  );
}

function inLatin(token: string): string {
  if (!TRANSLITERATED.test(token)) return token;
  // A soft sign becomes an apostrophe, which no Latin form writes.
  return anyAscii(token).toLowerCase().replaceAll("'", '');
}

function isArticle(latin: string, texts: readonly string[], at: number): boolean {
  const joint = texts[at + 1];
  const next = texts[at + 2];
  if (!isWord(next) || (joint !== '-' && joint !== ' ')) return false;
  if (ARTICLES.has(latin)) return true;
  return joint === '-' && ASSIMILATED.test(latin) && followsSound(latin.slice(1), inLatin(next));
}

/** "ash-Sharaa", and in French spelling "ash-Charaa". */
function followsSound(sound: string, next: string): boolean {
  return next.startsWith(sound) || (sound === 'sh' && next.startsWith('ch'));
}

/** Texts say the same words again and again. */
const keys = new LRUCache<string, string>({ max: 50_000 });

function keyOf(latin: string, isBehindArticle: boolean): string {
  if (latin === ' ' || latin === '-') return ' ';
  if (isBehindArticle) return levelled(latin, true);
  const known = keys.get(latin);
  if (known !== undefined) return known;
  const key = levelled(latin, false);
  keys.set(latin, key);
  return key;
}

function levelled(latin: string, isBehindArticle: boolean): string {
  if (!/^[a-z]+$/u.test(latin)) return latin;
  const given = GIVEN.get(latin);
  if (given !== undefined) return given;
  const plain = isBehindArticle ? afterArticle(latin) : latin;
  return plain.replace(/sk(?:iy|yy|ij|ii|yi|y|i)$/u, 'sky').replace(/(.)\1+/gu, '$1');
}

/** Arabic words in French and English spelling. */
function afterArticle(word: string): string {
  return word
    .replaceAll('ch', 'sh')
    .replaceAll('dj', 'j')
    .replace(/ou|oo|o/gu, 'u')
    .replaceAll('ee', 'i')
    .replace(/y$/u, 'i')
    .replace(/ah$/u, 'a');
}
