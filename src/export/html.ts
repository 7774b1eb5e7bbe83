import type { ShownArticle } from './article.queries';

const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);

/** Blocks as HTML: items that follow each other are one list. */
export function htmlOf(blocks: ShownArticle['blocks']): string {
  const html = blocks.map(({ kind, text }) => {
    if (kind === 'HEADING') return `<h2>${escaped(text)}</h2>`;
    if (kind === 'QUOTE') return `<blockquote><p>${escaped(text)}</p></blockquote>`;
    return kind === 'LIST_ITEM' ? `<ul><li>${escaped(text)}</li></ul>` : `<p>${escaped(text)}</p>`;
  });
  return html.join('\n').replaceAll('</ul>\n<ul>', '\n');
}

/** A text without the characters that XML has no place for. */
export const fitForXml = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
