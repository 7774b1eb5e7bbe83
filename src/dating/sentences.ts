/** A sentence in its text: UTF-16 offsets, without the white space around it. */
export interface Sentence {
  start: number;
  end: number;
}

/** Behind these a sentence goes on, for the segmenter takes their dot for its end. */
const ABBREVIATED =
  /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Pres|Rev|Hon|No|vs|approx|est|Inc|Corp|Co|Ltd|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)|\b\p{Lu}|\b[ap]\.m|\be\.g|\bi\.e)\.\s*$/u;
/** Before these it goes on as well: what ends with an abbreviation and what follows it. */
const GOES_ON = /^[\p{Ll}\d,;:)]/u;
const BOTH_WAYS = /\b(?:Inc|Corp|Co|Ltd|Jr|Sr|[ap]\.m|(?:\p{Lu}\.)+\p{Lu})\.\s*$/u;

/** Characters: a paragraph longer than this is no prose, and the segmenter would take long over it. */
const LONGEST = 20_000;

/**
 * Where the sentences of a paragraph are, in order. A line break ends one. Exact, for quotes are cut by it;
 * `linking/sentences.ts` tells of each token in what manner of sentence it is, and there a doubt makes two of one.
 */
export function sentenceSpans(text: string, language = 'en'): Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const sentences: Sentence[] = [];
  let open: Sentence | null = null;
  for (let from = 0; from < text.length; from += LONGEST) {
    for (const { segment, index } of segmenter.segment(text.slice(from, from + LONGEST))) {
      const start: number = open ? open.start : from + index;
      open = { start, end: from + index + segment.length };
      if (goesOn(text, open)) continue;
      sentences.push(open);
      open = null;
    }
  }
  if (open) sentences.push(open);
  return sentences
    .map((sentence) => trimmed(text, sentence))
    .filter(({ start, end }) => start < end);
}

function goesOn(text: string, { start, end }: Sentence): boolean {
  const said = text.slice(Math.max(start, end - 40), end);
  if (end === text.length || said.endsWith('\n') || !ABBREVIATED.test(said)) return false;
  // "in the U.S. The…": what both abbreviates and ends, ends before a capital.
  return GOES_ON.test(text.slice(end, end + 1)) || !BOTH_WAYS.test(said);
}

function trimmed(text: string, { start, end }: Sentence): Sentence {
  const said = text.slice(start, end);
  const from = start + said.length - said.trimStart().length;
  return { start: from, end: from + said.trim().length };
}
