import { writing } from './characters';
import { foldName } from './fold';
import ordinaryWords from './ordinary-words.json';
import { TokenTrie } from './token-trie';
import { tokensIn } from './tokens';
import { hasVariants, partsOf } from './variants';

/**
 * How a text names an entity: by its name, by another name, or by its people ("Syrian" for Syria).
 */
export type MentionKind = 'NAME' | 'ALIAS' | 'DEMONYM';

/** What an entity is, as far as it matters to how its names are read. */
export type Being = 'PERSON' | 'PLACE' | 'OTHER';

/** One text by which an entity is known. */
export interface Name {
  entityId: string;
  text: string;
  kind: MentionKind;
  being: Being;
}

/** All that one folded text can stand for. */
export interface Homonyms {
  readonly meanings: Meaning[];
}

export interface Meaning {
  readonly entityId: string;
  readonly kind: MentionKind;
  readonly being: Being;
  /** The only writing in which the name is read so, or null where case and accents do not matter. */
  readonly writing: string | null;
}

const PRECEDENCE: Readonly<Record<MentionKind, number>> = { NAME: 0, ALIAS: 1, DEMONYM: 2 };
const ORDINARY = new Set(Object.values(ordinaryWords.words).flat());
const NAMES_FIRST = new Set([...ordinaryWords.words.countries, ...ordinaryWords.words.demonyms]);
const SHARED = new Set(ordinaryWords.shared);
const SHORTEST_NAME = 2;
const LONGEST_ACRONYM = 5;

/** What names mean, by the tokens of their folded text. */
export interface NameIndex {
  readonly names: TokenTrie<Homonyms>;
  /** By the other ways in which they are written: see `partsOf`. */
  readonly variants: TokenTrie<Homonyms>;
}

/** Names of fewer than two characters are left out. */
export function indexNames(names: readonly Name[]): NameIndex {
  const index = { names: new TokenTrie<Homonyms>(), variants: new TokenTrie<Homonyms>() };
  for (const name of names.flatMap(withPlural)) {
    const key = foldName(name.text);
    if (Array.from(key).length < SHORTEST_NAME) continue;
    const { entityId, kind, being } = name;
    const meaning = { entityId, kind, being, writing: requiredWriting(name.text, key) };
    const tokens = tokensIn(key);
    addMeaning(index.names.at(tokens, noMeanings).meanings, meaning);
    addVariant(index.variants, tokens, meaning);
  }
  return index;
}

/** Acronyms, ordinary words and the names of peoples have no variants. */
function addVariant(
  variants: TokenTrie<Homonyms>,
  tokens: readonly string[],
  meaning: Meaning,
): void {
  if (meaning.kind === 'DEMONYM' || meaning.writing !== null) return;
  const parts = partsOf(tokens);
  if (!hasVariants(parts, meaning.being === 'PERSON')) return;
  const keys = parts.map(({ key }) => key);
  addMeaning(variants.at(keys, noMeanings).meanings, { ...meaning, kind: 'ALIAS' });
}

const noMeanings = (): Homonyms => ({ meanings: [] });

/**
 * What a name means in the writing found in a text.
 *
 * - undefined: nothing; in this writing it is not a name ("turkey", "who").
 * - null: it stands for more than one entity. Names read in any writing compete with all their
 *   homonyms: where "Guam" is an island and GUAM an organization, not even "Guam" is guessed.
 *   Names tied to their writing compete with that writing alone: NICE does not trouble Nice.
 */
export function meaningOf(homonyms: Homonyms, found: string): Meaning | null | undefined {
  const { meanings } = homonyms;
  const tied = meanings.some((meaning) => meaning.writing !== null);
  const written = tied ? writing(found) : null;
  const fitting = meanings.filter((it) => it.writing === null || it.writing === written);
  const rivals = fitting.some((it) => it.writing === null) ? meanings : fitting;
  const [best] = fitting;
  if (best === undefined) return undefined;
  return rivals.every((it) => it.entityId === best.entityId) ? best : null;
}

/** Keeps the meanings in the order of precedence, and no more than it takes to see an ambiguity. */
function addMeaning(meanings: Meaning[], added: Meaning): void {
  const alike = meanings.filter((it) => it.writing === added.writing);
  const same = alike.find((it) => it.entityId === added.entityId);
  if (same === undefined && alike.length >= 2) return;
  if (same !== undefined) {
    if (PRECEDENCE[same.kind] <= PRECEDENCE[added.kind]) return;
    meanings.splice(meanings.indexOf(same), 1);
  }
  meanings.push(added);
  meanings.sort((a, b) => PRECEDENCE[a.kind] - PRECEDENCE[b.kind]);
}

function withPlural(name: Name): Name[] {
  const takesPlural = name.kind === 'DEMONYM' && /\p{Script=Latin}\p{M}*\s*$/u.test(name.text);
  if (!takesPlural || isAcronym(name.text)) return [name];
  return [name, { ...name, text: `${name.text.trimEnd()}s` }];
}

function requiredWriting(name: string, key: string): string | null {
  return isAcronym(name) || isOrdinary(key) ? writing(name) : null;
}

/** Up to five letters, all of them capitals: US, WHO, U.S., G20. */
export function isAcronym(name: string): boolean {
  const letters = name.match(/\p{L}/gu) ?? [];
  return letters.length <= LONGEST_ACRONYM && letters.every((letter) => /\p{Lu}/u.test(letter));
}

function isOrdinary(key: string): boolean {
  return isAmong(ORDINARY, key);
}

/** Whether an ordinary word is a name as a rule where it begins a sentence of the news: China, Polish. */
export function isNameFirst(key: string): boolean {
  return isAmong(NAMES_FIRST, key);
}

/** Whether a place's name is borne by others as often: Georgia. */
export function isShared(key: string): boolean {
  return SHARED.has(key);
}

function isAmong(words: ReadonlySet<string>, key: string): boolean {
  return words.has(key) || (key.endsWith('s') && words.has(key.slice(0, -1)));
}
