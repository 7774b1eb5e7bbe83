import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { blocksInHtml } from '../html-blocks';
import { itemOf, type ImportItem } from '../item';
import { beginning, valuesOf } from '../json';
import { momentIn } from '../moments';
import { refuseDeepHtml } from '../nesting';
import { UnreadableArticle } from '../text';
import { articlesIn, itemOfNewsArticle } from './jsonld';
import { reading, wholeOf, type Reader } from './reader';

/** A web page: what it says of itself as JSON-LD and in its head, and the text that reads as the article. */
export const readHtml: Reader = async function* (chunks) {
  const html = await wholeOf(chunks);
  yield* reading('the page', () => pageItem(html));
};

/** JSON-LD: documents, one or one after another, or in a page, whose text serves where they have none. */
export const readJsonLd: Reader = async function* (chunks) {
  const { first, all } = await beginning(chunks);
  const articles =
    first === '<' ? articlesOfPage(await wholeOf(all)) : articlesOfDocuments(all, first);
  let number = 0;
  for await (const item of articles) yield* reading(`article ${++number}`, item);
  if (number === 0) yield { place: 'the file', refused: 'There is no NewsArticle in it.' };
};

/** Each read when it is asked for, since it may be unreadable. */
type Items = AsyncGenerator<() => ImportItem>;

// eslint-disable-next-line @typescript-eslint/require-await -- of one type with documents that come
async function* articlesOfPage(html: string): Items {
  let page: ImportItem | undefined;
  for (const article of documentsIn(pageOf(html)).flatMap((one) => articlesIn(one))) {
    yield () => {
      const item = itemOfNewsArticle(article);
      return item.blocks.length === 0 ? (page ??= pageItem(html)) : item;
    };
  }
}

async function* articlesOfDocuments(chunks: AsyncIterable<string>, first: string): Items {
  for await (const { value } of valuesOf(chunks, [first === '[' ? '$.*' : '$'])) {
    for (const article of articlesIn(value)) yield () => itemOfNewsArticle(article);
  }
}

/** The little of a document that is used here: the types of the DOM are not for a server. */
interface PageElement {
  textContent: string;
  getAttribute(name: string): string | null;
}

interface Page {
  /** Null where the text has no element in it. */
  documentElement: PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** @throws UnreadableArticle */
function pageOf(text: string): Page {
  // White space says nothing, and linkedom takes long over much of it in a style.
  const html = text.replace(/\s+/g, ' ');
  refuseDeepHtml(html);
  const { document } = parseHTML(html) as unknown as { document: Page };
  if (document.documentElement) return document;
  return (parseHTML(`<html><body>${html}</body></html>`) as unknown as { document: Page }).document;
}

function pageItem(html: string): ImportItem {
  const document = pageOf(html);
  const [article] = documentsIn(document).flatMap((one) => articlesIn(one));
  const said = article && itemOfNewsArticle(article);
  const head = headOf(document);
  // It takes the page apart, so it comes last.
  const readable = new Readability(document, { charThreshold: 100 }).parse();
  const headline = said?.headline || head.headline || lineIn(readable?.title) || '';
  const text = blocksInHtml(readable?.content ?? '').filter((block) => block.text !== headline);
  const blocks = text.length > 0 ? text : (said?.blocks ?? []);
  const standfirst = standfirstIn(head.description, blocks);
  const page = {
    ...head.rest,
    byline: head.rest.byline ?? bylineOf([readable?.byline]),
    standfirst,
  };
  return { ...itemOf({ headline, blocks }), ...merged(page, said), headline, blocks };
}

/** What JSON-LD says goes before what the head of the page says. */
function merged(page: Partial<ImportItem>, said: ImportItem | undefined): Partial<ImportItem> {
  const given = Object.entries(said ?? {}).filter(([, value]) => value !== null);
  return { ...page, ...Object.fromEntries(given) };
}

interface PageHead {
  headline: string | null;
  description: string | null;
  rest: Partial<ImportItem>;
}

function headOf(document: Page): PageHead {
  const meta = (...names: string[]): string | null => {
    for (const name of names) {
      const found = document.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
      const content = found?.getAttribute('content')?.trim();
      if (content) return content;
    }
    return null;
  };
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href');
  const time = document.querySelector('article time[datetime], time[datetime]');
  return {
    headline: lineIn(meta('og:title') ?? document.querySelector('h1')?.textContent),
    description: meta('og:description', 'description'),
    rest: {
      canonicalUrl: urlIn(canonical) ?? urlIn(meta('og:url')),
      section: lineIn(meta('article:section')),
      language: languageIn(document.documentElement?.getAttribute('lang')),
      source: lineIn(meta('og:site_name')),
      byline: bylineOf([meta('author', 'article:author')].filter((name) => urlIn(name) === null)),
      publishedAt:
        momentIn(meta('article:published_time', 'date', 'dc.date', 'pubdate')) ??
        momentIn(time?.getAttribute('datetime')),
    },
  };
}

function documentsIn(document: Page): unknown[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
  return scripts.flatMap((script) => {
    try {
      return [parsed(script.textContent)];
    } catch (error) {
      // A page may hold several, and one that is broken does not make the others worse.
      if (!(error instanceof UnreadableArticle)) throw error;
      return [];
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableArticle('It is not JSON.', { cause: error });
  }
}
