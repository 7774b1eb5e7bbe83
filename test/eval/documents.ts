import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stretch of a text and what it means: UTF-16 offsets. */
export interface Annotation {
  start: number;
  end: number;
  /**
   * Of a date in `stories` its EDTF, or `?` where the text does not tell; of a time in `newswire` the type and
   * value of TIMEX3; of a name the slug of its entity.
   */
  value: string;
}

/** A news text with its times and names as a person read them. */
export interface AnnotatedDocument {
  name: string;
  /** YYYY-MM-DD. */
  publishedAt: string | null;
  text: string;
  times: Annotation[];
  names: Annotation[];
}

/** `stories`: dates, and names of all kinds. `newswire`: everything temporal, and places alone, in the styles of agencies. */
export type Collection = 'stories' | 'newswire';
export type Half = 'dev' | 'held-out';

const MARK = /\[\[(?<time>[^|\]]+)\|(?<value>[^\]]+)\]\]|\{\{(?<name>[^|}]+)\|(?<slug>[^}]+)\}\}/g;

/** Reads the documents of a folder: a line that says when each was published, then the text with its marks. */
export function documentsIn(collection: Collection, half: Half): AnnotatedDocument[] {
  const path = join(__dirname, collection, half);
  return readdirSync(path).map((file) => {
    const [head = '', marked = ''] = readFileSync(join(path, file), 'utf8').trim().split('\n\n', 2);
    const published = head.replace('published: ', '');
    return {
      name: file,
      publishedAt: published === 'none' ? null : published,
      ...unmarked(marked),
    };
  });
}

function unmarked(marked: string): Pick<AnnotatedDocument, 'text' | 'times' | 'names'> {
  const [times, names]: [Annotation[], Annotation[]] = [[], []];
  let [text, read] = ['', 0];
  for (const { index, 0: mark, groups = {} } of marked.matchAll(MARK)) {
    text += marked.slice(read, index);
    const { time, value, name, slug } = groups;
    const words = time ?? name ?? '';
    const annotation = { start: text.length, end: text.length + words.length };
    if (value === undefined) names.push({ ...annotation, value: slug ?? '' });
    else times.push({ ...annotation, value });
    text += words;
    read = index + mark.length;
  }
  return { text: text + marked.slice(read), times, names };
}
