import type { Format } from './detect';
import { readAtom } from './formats/atom';
import { readHtml, readJsonLd } from './formats/html';
import { readJsonFeed } from './formats/jsonfeed';
import { readJsonLines } from './formats/jsonl';
import { readNinjs } from './formats/ninjs';
import type { Reader } from './formats/reader';
import { readRss } from './formats/rss';
import { readScraped } from './formats/scraped';
import { readWxr } from './formats/wxr';

/** What reads each format. */
export const readers: Readonly<Record<Format, Reader>> = {
  text: readScraped,
  html: readHtml,
  wxr: readWxr,
  rss: readRss,
  atom: readAtom,
  jsonfeed: readJsonFeed,
  ninjs: readNinjs,
  jsonld: readJsonLd,
  jsonl: readJsonLines,
};
