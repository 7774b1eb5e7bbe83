import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stretch of a text and what it means: UTF-16 offsets. */
export interface Annotation {
  start: number;
  end: number;
  /** EDTF of a date, slug of an entity; `?` for a date that the text does not tell. */
  value: string;
}

/** A news text with its dates and mentions as a person read them. */
export interface AnnotatedDocument {
  name: string;
  /** YYYY-MM-DD. */
  publishedAt: string | null;
  text: string;
  dates: Annotation[];
  mentions: Annotation[];
}

const MARK = /\[\[(?<date>[^|\]]+)\|(?<edtf>[^\]]+)\]\]|\{\{(?<name>[^|}]+)\|(?<slug>[^}]+)\}\}/g;

/** Reads the documents of a folder: a line that says when each was published, then the text with its marks. */
export function documentsIn(folder: 'dev' | 'held-out'): AnnotatedDocument[] {
  const path = join(__dirname, folder);
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

function unmarked(marked: string): Pick<AnnotatedDocument, 'text' | 'dates' | 'mentions'> {
  const [dates, mentions]: [Annotation[], Annotation[]] = [[], []];
  let [text, read] = ['', 0];
  for (const { index, 0: mark, groups = {} } of marked.matchAll(MARK)) {
    text += marked.slice(read, index);
    const { date, edtf, name, slug } = groups;
    const words = date ?? name ?? '';
    const annotation = { start: text.length, end: text.length + words.length };
    if (edtf === undefined) mentions.push({ ...annotation, value: slug ?? '' });
    else dates.push({ ...annotation, value: edtf });
    text += words;
    read = index + mark.length;
  }
  return { text: text + marked.slice(read), dates, mentions };
}
