/** A line of a text that comes in pieces; null in place of one that is too long to be held. */
export interface NumberedLine {
  /** From 1. */
  number: number;
  text: string | null;
}

/** UTF-16 code units. */
const LONGEST = 20_000_000;

/** The lines of a text as it comes, without those that are empty. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  let number = 0;
  let held = '';
  let tooLong = false;
  const take = (): NumberedLine => {
    const line = { number: ++number, text: tooLong ? null : held };
    held = '';
    tooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    const parts = chunk.split('\n');
    for (const [i, part] of parts.entries()) {
      if (held.length + part.length > LONGEST) tooLong = true;
      held = tooLong ? '' : held + part;
      if (i < parts.length - 1) yield take();
    }
  }
  if (held !== '' || tooLong) yield take();
}
