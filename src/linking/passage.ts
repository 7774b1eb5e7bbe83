import { fold } from './fold';
import { sentencesOf, type Sentence } from './sentences';
import { tokensOf, type Tokens } from './tokens';

/** A text that is read for names. */
export interface Passage {
  readonly tokens: Tokens;
  readonly sentences: readonly Sentence[];
}

/** Tokens of a passage, from the first to just behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function passageOf(text: string): Passage {
  const tokens = tokensOf(fold(text));
  return { tokens, sentences: sentencesOf(tokens) };
}
