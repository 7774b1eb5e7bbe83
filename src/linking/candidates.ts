import { standsAlone } from './boundaries';
import { foldName, unfold } from './fold';
import {
  isAcronym,
  isNameFirst,
  isShared,
  meaningOf,
  type Being,
  type Homonyms,
  type Meaning,
  type MentionKind,
} from './names';
import { isTeam } from './matches';
import {
  isDateline,
  isOfAnother,
  isPartOfName,
  isSurname,
  mayBeLedTo,
  mayBePersons,
  startsSentence,
  styleAt,
} from './neighbours';
import type { Passage, Range } from './passage';
import { isWord } from './tokens';

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

/**
 * Whether a name counts only where its entity is named elsewhere in the article beyond doubt: never so, always,
 * or if somebody there has it for a surname.
 */
type Doubt = 'NONE' | 'IF_SURNAME' | 'DOUBTFUL';

/** What may be a name, as a range of tokens. */
export interface Candidate extends Range {
  /** Null where it is not to be guessed what it names; no shorter name in it is guessed either. */
  readonly span: Span | null;
  readonly being: Being;
  /** UTF-16 units of the folded text. */
  readonly length: number;
  readonly doubt: Doubt;
  /** The place whose name is a surname here, so that the article may name somebody by it alone. */
  readonly surnameFrom: string | null;
}

/** What stands at a range under these names; null where it is none of them. */
export function candidateOf(passage: Passage, range: Range, homonyms: Homonyms): Candidate | null {
  const place = placeOf(passage, range);
  if (place === null) return null;
  const { starts } = passage.tokens;
  const length = (starts[range.to] ?? 0) - (starts[range.from] ?? 0);
  const meaning = meaningOf(homonyms, place.text);
  if (meaning === undefined) return null;
  if (meaning === null || isAmongOthers(passage, range, meaning)) {
    const isName = meaning?.being === 'PLACE' && isSurname(passage, range);
    const surnameFrom = isName ? meaning.entityId : null;
    return { ...range, length, span: null, being: 'OTHER', doubt: 'NONE', surnameFrom };
  }
  const { entityId, kind, being } = meaning;
  const span = { ...place, entityId, kind };
  const doubt = doubtOf(passage, range, meaning, place.text);
  return { ...range, length, span, being, doubt, surnameFrom: null };
}

/** The source at a range that is a whole word or whole words; null where it is none. */
export function placeOf(
  { tokens: { folded, starts } }: Passage,
  { from, to }: Range,
): Pick<Span, 'start' | 'end' | 'text'> | null {
  const [start, end] = [starts[from] ?? 0, starts[to] ?? 0];
  const range = standsAlone(folded, start, end) ? unfold(folded, start, end) : null;
  return range && { ...range, text: folded.source.slice(range.start, range.end) };
}

function countWords({ tokens }: Passage, { from, to }: Range): number {
  let words = 0;
  for (let at = from; at < to; at++) if (isWord(tokens.texts[at])) words++;
  return words;
}

/** Whether the name is a part of another name. A full name of a person, or of an organization, stands for itself. */
function isAmongOthers(passage: Passage, range: Range, { being, kind }: Meaning): boolean {
  if (kind === 'DEMONYM' || being === 'OTHER') return false;
  if (being === 'PLACE') return isPartOfName(passage, range) || isTeam(passage, range);
  return countWords(passage, range) === 1 && isOfAnother(passage, range);
}

/** Letters of acronyms that are words as often, where all is written in capitals: WHO, US. */
const SHORT = /^\p{L}{1,3}$/u;

function doubtOf(passage: Passage, range: Range, meaning: Meaning, text: string): Doubt {
  const { writing, being, kind } = meaning;
  if (writing !== null && isDoubtfullyWritten(passage, range, text)) return 'DOUBTFUL';
  if (being !== 'PLACE' || kind === 'DEMONYM' || isDateline(passage, range)) return 'NONE';
  const key = passage.tokens.texts.slice(range.from, range.to).join('');
  const isUnclear = isShared(key) || mayBePersons(passage, range) || mayBeLedTo(passage, range);
  return isUnclear ? 'DOUBTFUL' : 'IF_SURNAME';
}

function isDoubtfullyWritten(passage: Passage, range: Range, text: string): boolean {
  if (!isAcronym(text)) {
    return startsSentence(passage, range.from) && !isNameFirst(foldName(text));
  }
  return SHORT.test(text) && styleAt(passage, range) === 'CAPITALS';
}
