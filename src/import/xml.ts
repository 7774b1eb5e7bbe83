import { SAXParser, type QualifiedTag, type Tag } from 'sax';
import { MOST_LEVELS, tooDeep } from './nesting';
import { UnreadableArticle } from './text';

/** An element with all that is in it. Names are in lower case, with their prefix. */
export interface Xml {
  name: string;
  attributes: Record<string, string>;
  children: (Xml | string)[];
}

/** An element as it was met: one that was asked for, or a leaf outside of these. */
export interface Met {
  element: Xml;
  /** From 1: where it begins. */
  line: number;
  /** Why it can't be taken, as the last one of a file that ends within it. */
  broken: string | null;
}

/** UTF-16 code units in one element that is asked for, an element in it counting as some. */
const LARGEST = 20_000_000;
const ELEMENT = 100;
/** Elements that are never closed, of all that is read. */
const MOST_OPEN = 100_000;

/**
 * Reads XML as it comes, however broken: the elements of these names whole, one at a time, and the leaves
 * around them. Entities that a document declares are refused, and nothing is ever fetched.
 *
 * @throws UnreadableArticle when it declares entities
 */
export async function* elementsOf(
  chunks: AsyncIterable<string>,
  names: ReadonlySet<string>,
): AsyncGenerator<Met> {
  const reader = new ElementReader(names);
  for await (const chunk of chunks) {
    reader.write(chunk);
    yield* reader.taken();
  }
  reader.end();
  yield* reader.taken();
}

class ElementReader {
  readonly #parser = new SAXParser(false, { lowercase: true, position: true });
  #open: Xml[] = [];
  #inside = false;
  #line = 0;
  #size = 0;
  #broken: string | null = null;
  #met: Met[] = [];

  constructor(private readonly names: ReadonlySet<string>) {
    const parser = this.#parser;
    parser.onopentag = (tag): void => this.#opened(tag);
    parser.onclosetag = (name): void => this.#closed(name);
    parser.ontext = (text): void => this.#text(text);
    parser.oncdata = (text): void => this.#text(text);
    parser.ondoctype = refuseEntities;
    parser.onerror = (error): void => this.#mend(error);
  }

  write(chunk: string): void {
    this.#parser.write(chunk);
    const { doctype, tags } = this.#parser as unknown as { doctype: unknown; tags: unknown[] };
    // One that is still going on.
    if (typeof doctype === 'string') refuseEntities(doctype);
    if (tags.length > MOST_OPEN) throw tooDeep();
  }

  end(): void {
    if (this.#inside) this.#emit('The file ends in the middle of it.');
  }

  taken(): Met[] {
    const met = this.#met;
    this.#met = [];
    return met;
  }

  #opened({ name, attributes }: Tag | QualifiedTag): void {
    if (this.names.has(name)) {
      // The one before was never closed.
      if (this.#inside) this.#emit();
      this.#inside = true;
      this.#open = [];
      this.#size = 0;
      this.#line = this.#parser.line + 1;
    }
    if (!this.#holds(ELEMENT)) return;
    const element: Xml = { name, attributes: attributes as Record<string, string>, children: [] };
    if (this.#inside) this.#open.at(-1)?.children.push(element);
    else this.#line = this.#parser.line + 1;
    this.#open.push(element);
  }

  #closed(name: string): void {
    const at = this.#open.findLastIndex((element) => element.name === name);
    if (at < 0) return;
    if (this.#inside && at === 0) return this.#emit();
    const [element] = this.#open.splice(at);
    if (this.#inside || !element) return;
    this.#met.push({ element, line: this.#line, broken: null });
  }

  #emit(broken = this.#broken): void {
    const [element] = this.#open;
    if (element) this.#met.push({ element, line: this.#line, broken });
    this.#open = [];
    this.#inside = false;
    this.#broken = null;
  }

  #text(text: string): void {
    if (this.#holds(text.length)) this.#open.at(-1)?.children.push(text);
    if (!this.#inside) this.#size = 0;
  }

  /** Whether there is room for this much more; if not, what is asked for can't be taken. */
  #holds(size: number): boolean {
    this.#size += size;
    const isDeep = this.#open.length >= MOST_LEVELS;
    if (!this.#inside) return !isDeep;
    if (isDeep) this.#broken ??= tooDeep().message;
    else if (this.#size > LARGEST) this.#broken ??= 'It is too long for one article.';
    return this.#broken === null;
  }

  /** What is broken is passed over; what would be held without end is dropped. */
  #mend(error: Error): void {
    const parser = this.#parser as unknown as Record<string, unknown>;
    parser['error'] = null;
    const [, buffer] = /Max buffer length exceeded: (\w+)/.exec(error.message) ?? [];
    if (buffer === 'doctype' || buffer === 'sgmlDecl') refuseEntities('[');
    if (buffer !== undefined) parser[buffer] = '';
    this.#parser.resume();
  }
}

function refuseEntities(doctype: string): void {
  if (/\[|<!ENTITY/i.test(doctype)) {
    throw new UnreadableArticle('It declares entities of its own, which are not read.');
  }
}

/** The first child of one of these names, in their order. */
export function childOf(element: Xml, ...names: string[]): Xml | undefined {
  for (const name of names) {
    const [found] = childrenOf(element, name);
    if (found) return found;
  }
  return undefined;
}

export function childrenOf({ children }: Xml, name: string): Xml[] {
  return children.filter((child): child is Xml => typeof child !== 'string' && child.name === name);
}

/** The text of an element and of all in it. */
export function textIn(element: Xml | undefined): string {
  return (element?.children ?? [])
    .map((child) => (typeof child === 'string' ? child : textIn(child)))
    .join('')
    .trim();
}

/** What is in an element as HTML: text that is markup itself, or elements. */
export function markupIn(element: Xml): string {
  const { children } = element;
  if (children.every((child) => typeof child === 'string')) return children.join('');
  return children
    .map((child) => (typeof child === 'string' ? escaped(child) : tagged(child)))
    .join('');
}

function tagged(element: Xml): string {
  return `<${element.name}>${markupIn(element)}</${element.name}>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
