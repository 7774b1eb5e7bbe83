import { type Folded, unfold } from './fold';

/** A folded text in pieces: each run of letters, digits and marks is one, and so is every other character. */
export interface Tokens {
  readonly folded: Folded;
  readonly texts: readonly string[];
  /** UTF-16 offsets in the folded text; one more than there are tokens, the last is its length. */
  readonly starts: readonly number[];
}

const TOKEN = /[\p{L}\p{M}\p{Nd}]+|[^]/gu;
const WORD = /^[\p{L}\p{M}\p{Nd}]/u;

/** Takes linear time. */
export function tokensOf(folded: Folded): Tokens {
  const texts = tokensIn(folded.text);
  const starts = [0];
  for (const text of texts) starts.push((starts.at(-1) ?? 0) + text.length);
  return { folded, texts, starts };
}

export function tokensIn(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

export function isWord(token: string | undefined): token is string {
  if (token === undefined) return false;
  const unit = token.charCodeAt(0);
  // Folded Latin letters first: most are, and a pattern takes its time.
  return (unit >= 0x61 && unit <= 0x7a) || WORD.test(token);
}

/** What the source says from one token to just before another; empty where they cut a character. */
export function sourceOf({ folded, starts }: Tokens, from: number, to: number): string {
  const range = unfold(folded, starts[from] ?? 0, starts[to] ?? 0);
  return range === null ? '' : folded.source.slice(range.start, range.end);
}
