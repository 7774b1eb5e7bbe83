import type { z } from 'zod';
import { blocksInText, languageIn, lineIn, urlIn } from '../fields';
import { isStorableText } from '../../graphql/text';
import { blocksInHtml } from '../html-blocks';
import type { DeskRecord, ImportItem, Reading } from '../item';
import { linesOf } from '../lines';
import { momentIn } from '../moments';
import { UnreadableArticle } from '../text';
import {
  articleLine,
  decisionLines,
  recordExtras,
  recordLines,
  type Decision,
} from './jsonl-shape';
import type { Reader } from './reader';

/** The items of a server like this one have ids of their own, wherever they are. */
const THIS_KIND = 'dateline';

/** A JSON object a line: articles, and what else a server exports. */
export const readJsonLines: Reader = async function* (chunks) {
  for await (const { number, text } of linesOf(chunks)) {
    if (text?.trim() !== '') yield lineOf(`line ${number}`, text);
  }
};

function lineOf(place: string, text: string | null): Reading {
  try {
    if (text === null) throw new UnreadableArticle('It is too long.');
    const { type = 'article', ...fields } = objectIn(text);
    if (type === 'article') return { place, item: itemOf(checked(articleLine, fields)) };
    if (isKeyOf(decisionLines, type)) {
      const value = checked<z.ZodType>(decisionLines[type], fields);
      return { place, record: { type, value } as Decision };
    }
    return { place, record: recordOf(type, fields) };
  } catch (error) {
    if (!(error instanceof UnreadableArticle)) throw error;
    return { place, refused: error.message };
  }
}

function objectIn(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableArticle('It is not JSON.', { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new UnreadableArticle('It is no JSON object.');
}

function checked<S extends z.ZodType>(shape: S, value: unknown): z.infer<S> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new UnreadableArticle(`${first?.path.join('.') || 'It'}: ${first?.message ?? 'is wrong'}.`);
}

function recordOf(type: unknown, given: Record<string, unknown>): DeskRecord {
  if (!isKeyOf(recordLines, type)) throw new UnreadableArticle('Its type is none that is known.');
  const extras = checked(recordExtras, given);
  const { id: _id, aliases: _aliases, ...fields } = given;
  const value = checked<z.ZodType>(recordLines[type], fields) as object;
  return { type, value: { ...value, ...extras } };
}

const isKeyOf = <T extends object>(lines: T, type: unknown): type is keyof T & string =>
  typeof type === 'string' && Object.hasOwn(lines, type);

/** What comes from a server like this one is kept to the letter: citations count its characters. */
function texts({
  id,
}: {
  id?: string | undefined;
}): (text: string | null | undefined) => string | null {
  return (text) => (id !== undefined && text && isStorableText(text) ? text : lineIn(text));
}

function itemOf(line: z.infer<typeof articleLine>): ImportItem {
  const { id, slug, revision, updatedAt, history, corrections, sourceId } = line;
  const told = texts(line);
  const source = told(line.source);
  const ownId = sourceId == null ? null : String(sourceId);
  const publishedAt = momentIn(line.publishedAt);
  if (line.publishedAt != null && !publishedAt) {
    throw new UnreadableArticle('publishedAt: is no moment.');
  }
  return {
    feed: id === undefined ? (source ?? '') : THIS_KIND,
    id: id ?? ownId,
    canonicalUrl: id === undefined ? urlIn(line.canonicalUrl) : (line.canonicalUrl ?? null),
    headline: told(line.headline) ?? '',
    ...{ standfirst: told(line.standfirst), byline: told(line.byline), source },
    ...{ section: lineIn(line.section), language: languageIn(line.language) },
    ...{ status: line.status ?? null, publishedAt },
    blocks: blocksIn(line),
    names: [],
    ...(id !== undefined &&
      slug !== undefined && {
        elsewhere: {
          ...{
            slug,
            uuid: id,
            revision: revision ?? 1,
            updatedAt: updatedAt ?? new Date(),
            history,
          },
          corrections: corrections.map(({ id: uuid, ...correction }) => ({ uuid, ...correction })),
        },
      }),
  };
}

function blocksIn(line: z.infer<typeof articleLine>): ImportItem['blocks'] {
  const { blocks, html, text } = line;
  const told = texts(line);
  if (html !== undefined) return blocksInHtml(html);
  if (!blocks) return blocksInText(text ?? '');
  return blocks.flatMap(({ id, kind, text: said }) => {
    const kept = told(said);
    return kept === null ? [] : [{ kind, text: kept, ...(id !== undefined && { uuid: id }) }];
  });
}
