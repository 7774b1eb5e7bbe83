import type { DateReading } from '../dating/reading';
import { sentenceSpans, type Sentence } from '../dating/sentences';
import type { EventKind, EventStatus } from '../events/event';
import { cluesIn } from './kind-of';

/** A date that is known, with the days that it can mean. */
type KnownDate = DateReading & { edtf: string };

/** What a sentence may report. */
export interface Draft {
  /** UTF-16 offsets of the sentence in the text. */
  start: number;
  end: number;
  quote: string;
  title: string;
  kind: EventKind;
  status: EventStatus;
  date: KnownDate;
}

/** UTF-16 code units. */
const LONGEST_TITLE = 120;
/** A sentence longer than this is a list or a table. */
const LONGEST_SENTENCE = 600;
const HEARSAY =
  /\b(?:reportedly|allegedly|apparently|according\s+to|rumou?r(?:s|ed)?|claim(?:s|ed)|unconfirmed|may\s+have|might\s+have)\b/i;

/**
 * What the sentences of a text report, one draft at most for each: those with a date that is known and
 * something named.
 *
 * @param named the UTF-16 offset of each mention in the text
 */
export function draftsIn(
  text: string,
  language: string,
  dates: readonly DateReading[],
  named: readonly number[],
  publishedOn: string,
): Draft[] {
  return sentenceSpans(text, language).flatMap((sentence) => {
    const { start, end } = sentence;
    const isInside = (at: number): boolean => at >= start && at < end;
    const known = dates.filter(
      (date): date is KnownDate => date.edtf !== null && isInside(date.start),
    );
    const [first, ...others] = known;
    if (!first || !named.some(isInside) || end - start > LONGEST_SENTENCE) return [];
    const draft = draftOf(text, sentence, [first, ...others], publishedOn);
    // "the minister since 2004" says who somebody is, not what happened.
    return draft.kind === 'OTHER' && draft.date.precision === 'OPEN' ? [] : [draft];
  });
}

function draftOf(
  text: string,
  { start, end }: Sentence,
  dates: [KnownDate, ...KnownDate[]],
  publishedOn: string,
): Draft {
  const quote = text.slice(start, end);
  const { kind, date } = whatAndWhen(quote, start, dates);
  return {
    start,
    end,
    quote,
    title: titleOf(quote),
    kind,
    status: statusOf(quote, date, publishedOn),
    date,
  };
}

/** The clue and the date that stand nearest to each other; that somebody said so counts only where nothing else is told. */
function whatAndWhen(
  quote: string,
  offset: number,
  dates: [KnownDate, ...KnownDate[]],
): Pick<Draft, 'kind' | 'date'> {
  const clues = cluesIn(quote);
  const told = clues.filter(({ kind }) => kind !== 'STATEMENT');
  let [best, least]: [Pick<Draft, 'kind' | 'date'>, number] = [
    { kind: 'OTHER', date: dates[0] },
    Infinity,
  ];
  for (const { kind, start, end } of told.length > 0 ? told : clues) {
    for (const date of dates) {
      const [from, to] = [date.start - offset, date.end - offset];
      const distance = Math.max(from - end, start - to, 0);
      if (distance < least) [best, least] = [{ kind, date }, distance];
    }
  }
  return best;
}

function statusOf(
  quote: string,
  { tense, earliest, latest }: KnownDate,
  publishedOn: string,
): EventStatus {
  const isOver = latest !== null && latest < publishedOn;
  const isToCome = earliest !== null && earliest > publishedOn;
  if (isToCome || (tense === 'FUTURE' && !isOver)) return 'PLANNED';
  if (HEARSAY.test(quote)) return 'REPORTED';
  return tense === 'PAST' ? 'OCCURRED' : 'REPORTED';
}

/** The sentence on one line; a long one up to a word. */
function titleOf(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').replace(/[.!]$/, '');
  if (line.length <= LONGEST_TITLE) return line;
  const cut = line.slice(0, LONGEST_TITLE);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[\s,;:–—-]+$/, '')}…`;
}
