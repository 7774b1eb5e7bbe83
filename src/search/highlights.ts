import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'A stretch of a highlight’s text that matches the search.',
})
export class HighlightRange {
  @Field(() => Int, { description: 'Offset of its first UTF-16 code unit in the text.' })
  start!: number;

  @Field(() => Int, { description: 'Offset just behind its last UTF-16 code unit.' })
  end!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A passage of an article that matches the search, as plain text with ranges.',
})
export class Highlight {
  @Field(() => String, { description: 'The passage; plain text, with nothing to sanitise.' })
  text!: string;

  @Field(() => [HighlightRange], { description: 'The matching words within it.' })
  ranges!: HighlightRange[];
}

/** Control characters: no story holds them, for none is taken with them. */
const START = '\u0002';
const STOP = '\u0003';
const BETWEEN = '\u0004';

/** What PostgreSQL's ts_headline is told, so that `readHighlights` can tell its marks from the text. */
export const HEADLINE_OPTIONS = [
  `StartSel=${START}`,
  `StopSel=${STOP}`,
  `FragmentDelimiter=${BETWEEN}`,
  'MaxFragments=3',
  'MaxWords=30',
  'MinWords=10',
].join(', ');

/** The passages that ts_headline found; none where it marked nothing. */
export function readHighlights(marked: string): Highlight[] {
  return marked
    .split(BETWEEN)
    .map((passage) => readPassage(passage.trim()))
    .filter(({ ranges }) => ranges.length > 0);
}

function readPassage(marked: string): Highlight {
  const ranges: HighlightRange[] = [];
  let text = '';
  for (const part of marked.split(START)) {
    const stop = part.indexOf(STOP);
    if (stop >= 0) ranges.push({ start: text.length, end: text.length + stop });
    text += part.replace(STOP, '');
  }
  return { text, ranges };
}
