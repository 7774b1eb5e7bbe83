import type { Annotation } from './documents';

/** Per cent. */
export interface Score {
  precision: number;
  recall: number;
  f1: number;
}

export type Agreement = (read: Annotation, annotated: Annotation) => boolean;

const overlap: Agreement = (a, b) => a.start < b.end && b.start < a.end;

/** What is found at all; to the letter; and with what it means. */
export const AGREEMENTS = {
  found: overlap,
  span: (a, b) => a.start === b.start && a.end === b.end,
  value: (a, b) => overlap(a, b) && a.value === b.value,
} satisfies Record<string, Agreement>;

/** How what was read agrees with what was annotated, over all documents; each counts for one other at most. */
export function scoreOf(
  documents: readonly { read: readonly Annotation[]; annotated: readonly Annotation[] }[],
  agree: Agreement,
): Score {
  let [right, read, annotated] = [0, 0, 0];
  for (const document of documents) {
    const open = new Set(document.annotated);
    for (const one of document.read) {
      const other = [...open].find((candidate) => agree(one, candidate));
      if (other && open.delete(other)) right++;
    }
    read += document.read.length;
    annotated += document.annotated.length;
  }
  const precision = read === 0 ? 100 : (100 * right) / read;
  const recall = annotated === 0 ? 100 : (100 * right) / annotated;
  const f1 = (200 * right) / Math.max(1, read + annotated);
  return { precision, recall, f1 };
}
