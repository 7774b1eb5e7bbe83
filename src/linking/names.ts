import { writing } from './characters';
import { foldName } from './fold';
import ordinaryWords from './ordinary-words.json';

/**
 * How a text names an entity: by its name, by another name, or by its people ("Syrian" for Syria).
 */
export type MentionKind = 'NAME' | 'ALIAS' | 'DEMONYM';

/** One text by which an entity is known. */
export interface Name {
  entityId: string;
  text: string;
  kind: MentionKind;
}

/** All that one folded text can stand for. */
export interface Homonyms {
  /** The folded text, never empty. */
  readonly key: string;
  readonly meanings: Meaning[];
}

interface Meaning {
  readonly entityId: string;
  readonly kind: MentionKind;
  /** The only writing in which the name is read so, or null where case and accents do not matter. */
  readonly writing: string | null;
}

const PRECEDENCE: Readonly<Record<MentionKind, number>> = { NAME: 0, ALIAS: 1, DEMONYM: 2 };
const ORDINARY = new Set(Object.values(ordinaryWords.words).flat());
const SHORTEST_NAME = 2;
const LONGEST_ACRONYM = 5;

/** Groups names by their folded text. Names of fewer than two characters are left out. */
export function groupHomonyms(names: readonly Name[]): Homonyms[] {
  const groups = new Map<string, Homonyms>();
  for (const name of names.flatMap(withPlural)) {
    const key = foldName(name.text);
    if (Array.from(key).length < SHORTEST_NAME) continue;
    const group = groups.get(key) ?? { key, meanings: [] };
    groups.set(key, group);
    addMeaning(group.meanings, { ...name, writing: requiredWriting(name.text, key) });
  }
  return [...groups.values()];
}

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
function isAcronym(name: string): boolean {
  const letters = name.match(/\p{L}/gu) ?? [];
  return letters.length <= LONGEST_ACRONYM && letters.every((letter) => /\p{Lu}/u.test(letter));
}

function isOrdinary(key: string): boolean {
  return ORDINARY.has(key) || (key.endsWith('s') && ORDINARY.has(key.slice(0, -1)));
}
