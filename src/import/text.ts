import { dropFurniture } from './furniture';
import {
  countWords,
  endsSentence,
  isListItem,
  isQuotation,
  readBlocks,
  type ScrapedBlock,
} from './shapes';

/** What can be told of an article from its page as plain text. */
export interface ScrapedArticle {
  section: string | null;
  headline: string;
  standfirst: string | null;
  /** In the order of the page; never empty. */
  blocks: ScrapedBlock[];
}

/** The text is not an article; the message says in plain words what it lacks. */
export class UnreadableArticle extends Error {
  override readonly name = 'UnreadableArticle';
}

/** What whoever imports may say in the place of a text that does not, and the flag that does so. */
const FLAGS = { publishedAt: '--published-at', section: '--section' };

/** The text lacks what can be given beside it. */
export class IncompleteArticle extends UnreadableArticle {
  constructor(
    readonly lack: string,
    readonly option: keyof typeof FLAGS,
  ) {
    super(`It ${lack}; give one with ${FLAGS[option]}.`);
  }
}

const MOST_SECTION_WORDS = 3;
const LONGEST_HEADLINE = 250;
const LONGEST_STANDFIRST = 250;

const FULL_STOP = /(?<!\.)[.。]['"”’»)\]]*$/u;
const ENDS_ABBREVIATED = /(?:(?:\p{L}\.){2,}|\b(?:Co|Corp|Inc|Jr|Ltd|Sr)\.)['"”’»)\]]*$/u;

// "Mr. X", "Gen. Y" and "U.S. Z" do not end a sentence.
const NEXT_SENTENCE =
  /(?<!\b(?:\p{Lu}|Col|Dr|Gen|Gov|Jr|Lt|Mr|Mrs|Ms|No|Prof|Rep|Sen|Sgt|St))[.!?…؟。]['"”’»)\]]* ['"“‘«([]*[\p{Lu}\p{Lo}]/u;

// MOSCOW (Agency) –, DAMASCUS, Syria —
const DATELINE =
  /^(?:[^.!?]{2,50}\([^)]{1,30}\)|\p{Lu}[\p{Lu} .'’-]{1,40}(?:,[^.!?–—]{1,40})?) ?[-–—]+ /u;

/**
 * Reads an article as it was copied or scraped from a web page as plain text. Every line is a
 * block, with or without blank lines between. What belongs to the page around it is dropped
 * (page-furniture.json).
 *
 * - The section is the first line, if it has at most three words and no closing punctuation, and
 *   the line after it is longer and can be a headline.
 * - The headline is the next line, which has no full stop at its end.
 * - The standfirst is the line after that, if it is one sentence of at most 250 characters, does
 *   not begin as a report does ("MOSCOW (Agency) –"), and is followed by a longer paragraph.
 *
 * The text is kept as it is, apart from white space and characters that cannot be seen.
 * @throws {UnreadableArticle} when there is no headline, or nothing under it
 */
export function readScrapedText(text: string): ScrapedArticle {
  const lines = dropFurniture(cleanLines(text));
  const section = readSection(lines);
  const [headline, ...under] = section === null ? lines : lines.slice(1);
  if (headline === undefined) throw new UnreadableArticle('There is no text of an article in it.');
  if (!canBeHeadline(headline)) {
    throw new UnreadableArticle('It has no headline: the first line reads as a paragraph.');
  }
  const standfirst = readStandfirst(under);
  const body = standfirst === null ? under : under.slice(1);
  if (body.length === 0) throw new UnreadableArticle('There is nothing under the headline.');
  return { section, headline, standfirst, blocks: readBlocks(body) };
}

function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map(cleanLine)
    .filter((line) => line !== '');
}

/** One line without what cannot be seen, and with single spaces. */
export function cleanLine(line: string): string {
  // Joiners and directional marks have a meaning within a word or a sentence, so they stay there.
  const visible = line.replace(/[\u00AD\u200B\u2060\uFEFF]/gu, '').replace(/(?!\t)\p{Cc}/gu, '');
  return visible
    .replace(/\s+/gu, ' ')
    .replace(/^[ \u200C-\u200F]+/u, '')
    .replace(/(?<![ \u200C-\u200F])[ \u200C-\u200F]+$/u, '');
}

function readSection(lines: readonly string[]): string | null {
  const [first, second] = lines;
  if (first === undefined || second === undefined) return null;
  const isLabel = countWords(first) <= MOST_SECTION_WORDS && !endsSentence(first);
  return isLabel && second.length > first.length && canBeHeadline(second) ? first : null;
}

function canBeHeadline(line: string): boolean {
  if (line.length > LONGEST_HEADLINE || isListItem(line)) return false;
  return !FULL_STOP.test(line) || ENDS_ABBREVIATED.test(line);
}

function readStandfirst(lines: readonly string[]): string | null {
  const [first, second] = lines;
  if (first === undefined || second === undefined || second.length <= first.length) return null;
  if (first.length > LONGEST_STANDFIRST || NEXT_SENTENCE.test(first)) return null;
  return isListItem(first) || isQuotation(first) || DATELINE.test(first) ? null : first;
}
