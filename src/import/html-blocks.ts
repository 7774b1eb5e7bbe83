import { Parser } from 'htmlparser2';
import type { BlockKind } from '../articles/block';
import type { StoryBlock } from '../articles/story';
import { cleanLine } from './text';

/** What holds no text of an article. */
const DROPPED = new Set([
  ...['script', 'style', 'noscript', 'template', 'iframe', 'object', 'embed', 'svg', 'math'],
  ...['form', 'button', 'select', 'textarea', 'nav', 'aside', 'footer', 'head', 'title'],
  ...['figure', 'figcaption', 'audio', 'video', 'canvas', 'map', 'dialog'],
]);

const KINDS: Record<string, BlockKind> = {
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, 'HEADING'])),
  ...{ blockquote: 'QUOTE', li: 'LIST_ITEM' },
};

/** What begins and ends a block; all else goes on in its line. */
const BLOCKS = new Set([
  ...Object.keys(KINDS),
  ...['p', 'div', 'section', 'article', 'main', 'header', 'ul', 'ol', 'dl', 'dt', 'dd', 'pre'],
  ...['table', 'tr', 'caption', 'hr', 'body', 'html', 'address', 'details', 'summary', 'center'],
]);

/** Parts of pages that sites put among the paragraphs, by the classes that they commonly have. */
const FURNITURE =
  /(?:^|[\s_-])(?:share|sharing|sharedaddy|social|related|newsletter|advert|ads?|promo|wp-caption|screen-reader-text|sr-only|visually-hidden|post-navigation|jp-relatedposts)(?:$|[\s_-])/i;

export interface HtmlOptions {
  /** Whether a blank line ends a paragraph, as WordPress has it. */
  blankLines?: boolean;
}

/** The text of HTML as plain blocks: paragraphs, headings, quotes and list items. */
export function blocksInHtml(html: string, { blankLines = false }: HtmlOptions = {}): StoryBlock[] {
  const reader = new BlockReader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.opened(name, attributes),
      onclosetag: (name) => reader.closed(name),
      ontext: (text) => reader.text(text, blankLines),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  return reader.end();
}

/** HTML as one line of plain text. */
export function lineOfHtml(html: string): string {
  return cleanLine(
    blocksInHtml(html)
      .map(({ text }) => text)
      .join(' '),
  );
}

class BlockReader {
  readonly #blocks: StoryBlock[] = [];
  readonly #kinds: BlockKind[] = [];
  #text = '';
  #breaks = 0;
  /** Names of the elements from the one that is dropped inwards; empty while nothing is. */
  #dropped: string[] = [];

  opened(name: string, attributes: Record<string, string>): void {
    if (this.#dropped.length > 0 || isDropped(name, attributes)) {
      if (!VOID.has(name)) this.#dropped.push(name);
      return;
    }
    if (name === 'br') return this.#break();
    if (name === 'td' || name === 'th') this.#text += ' ';
    if (!BLOCKS.has(name)) return;
    this.#flush();
    const kind = KINDS[name];
    if (kind) this.#kinds.push(kind);
  }

  closed(name: string): void {
    if (this.#dropped.length > 0) {
      if (this.#dropped.at(-1) === name) this.#dropped.pop();
      return;
    }
    if (!BLOCKS.has(name)) return;
    this.#flush();
    if (KINDS[name] && this.#kinds.at(-1) === KINDS[name]) this.#kinds.pop();
  }

  text(text: string, blankLines: boolean): void {
    if (this.#dropped.length > 0) return;
    const [first = '', ...rest] = blankLines ? text.split(/\n[ \t\r]*\n/) : [text];
    this.#append(first);
    for (const part of rest) {
      this.#flush();
      this.#append(part);
    }
  }

  end(): StoryBlock[] {
    this.#flush();
    return this.#blocks;
  }

  #append(text: string): void {
    this.#text += text;
    if (text.trim() !== '') this.#breaks = 0;
  }

  /** One is a new line of a paragraph, two are a new paragraph. */
  #break(): void {
    this.#breaks++;
    if (this.#breaks > 1) this.#flush();
    else this.#text += ' ';
  }

  #flush(): void {
    const text = cleanLine(this.#text.toWellFormed());
    this.#text = '';
    this.#breaks = 0;
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    this.#blocks.push({ kind: this.#kinds.at(-1) ?? 'PARAGRAPH', text });
  }
}

const VOID = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'source',
  'wbr',
  'col',
  'area',
  'embed',
]);

function isDropped(
  name: string,
  { class: classes = '', hidden, style = '' }: Record<string, string>,
): boolean {
  if (DROPPED.has(name) || hidden !== undefined) return true;
  return FURNITURE.test(classes) || /display:\s*none/i.test(style);
}
