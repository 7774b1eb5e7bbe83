import type { BlockKind } from '../articles/block';

/** A Markdown file of a desk, split into its two parts. */
export interface MarkdownFile {
  /** YAML between the lines of hyphens at the top. */
  frontMatter: string;
  blocks: { kind: BlockKind; text: string }[];
}

const FILE = /^---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n([^]*))?$/;

/** Null where the file does not begin with front matter. */
export function splitMarkdown(text: string): MarkdownFile | null {
  const match = FILE.exec(text.replace(/^\uFEFF/, ''));
  if (!match) return null;
  const [, frontMatter = '', body = ''] = match;
  return { frontMatter, blocks: body.split(/\r?\n[ \t]*\r?\n/).flatMap(readParagraph) };
}

/** What stands between two blank lines: one block, or the items of one list. */
function readParagraph(text: string): MarkdownFile['blocks'] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const [first] = lines;
  if (first === undefined) return [];
  if (first.startsWith('- ')) return listItems(lines);
  if (first.startsWith('## ')) return [block('HEADING', lines, /^## /)];
  if (first.startsWith('>')) return [block('QUOTE', lines, /^> ?/)];
  return [block('PARAGRAPH', lines)];
}

function listItems(lines: readonly string[]): MarkdownFile['blocks'] {
  const items: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push([line]);
    else items.at(-1)?.push(line);
  }
  return items.map((item) => block('LIST_ITEM', item, /^- /));
}

/** Wrapped lines of one block are joined by one space. */
function block(
  kind: BlockKind,
  lines: readonly string[],
  mark?: RegExp,
): MarkdownFile['blocks'][number] {
  const text = lines.map((line) => (mark ? line.replace(mark, '') : line)).join(' ');
  return { kind, text };
}
