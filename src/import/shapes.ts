/** One block of an article's body. */
export interface ScrapedBlock {
  kind: 'PARAGRAPH' | 'HEADING' | 'QUOTE' | 'LIST_ITEM';
  text: string;
}

const LIST_MARK = /^(?:[-•*▪◦‣·]|\d{1,2}[.)])\s+(?=\S)/u;
const QUOTED = /^(?:“[^“”]+”|"[^"]+"|«[^«»]+»|„[^„“”]+[“”])[.,;]?$/u;
const CLOSING = /[.!?…:;,؟。]["'”’»)\]]*$/u;
const LONGEST_HEADING = 80;
const MOST_HEADING_WORDS = 10;

/**
 * Whether a line ends as a sentence does, or as a line that goes on does; quotation marks may
 * follow.
 */
export function endsSentence(line: string): boolean {
  return CLOSING.test(line);
}

/** The number of words, as white space divides them. */
export function countWords(line: string): number {
  return line.split(/\s+/u).filter((word) => word !== '').length;
}

/** Whether nothing but one quotation is on the line: “A,” she said, “B.” is not. */
export function isQuotation(line: string): boolean {
  return QUOTED.test(line);
}

/** Whether a line starts with the mark of a list: a bullet, or a number below 100. */
export function isListItem(line: string): boolean {
  return LIST_MARK.test(line);
}

/**
 * Tells what each line of the body is.
 *
 * - LIST_ITEM starts with a mark and a space; the mark is taken off.
 * - QUOTE is wholly within quotation marks, which it keeps.
 * - HEADING is short, without closing punctuation, and has longer text under it; the last short
 *   lines of a page, a source or a place, are paragraphs.
 */
export function readBlocks(lines: readonly string[]): ScrapedBlock[] {
  const lastText = lines.findLastIndex((line) => !isShort(line));
  return lines.map((line, index) => {
    if (isListItem(line)) return { kind: 'LIST_ITEM', text: line.replace(LIST_MARK, '') };
    if (isQuotation(line)) return { kind: 'QUOTE', text: line };
    return { kind: isShort(line) && index < lastText ? 'HEADING' : 'PARAGRAPH', text: line };
  });
}

function isShort(line: string): boolean {
  if (endsSentence(line) || isListItem(line) || isQuotation(line)) return false;
  return line.length <= LONGEST_HEADING && countWords(line) <= MOST_HEADING_WORDS;
}
