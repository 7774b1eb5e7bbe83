import type { PublicationStatus } from '../../articles/article';
import { blocksInText, bodyIn, bylineOf, languageIn, lineIn, standfirstIn, urlIn } from '../fields';
import { blocksInHtml, lineOfHtml } from '../html-blocks';
import type { ImportItem, SourceName } from '../item';
import { beginning, fieldsOf, firstText, listOf, valuesOf, type Fields } from '../json';
import { momentIn } from '../moments';
import { UnreadableArticle } from '../text';
import { reading, type Reader } from './reader';

const STATUSES: Record<string, PublicationStatus> = {
  ...{ usable: 'PUBLISHED', withheld: 'WITHHELD', canceled: 'WITHHELD', cancelled: 'WITHHELD' },
};

/**
 * ninjs of the IPTC: 1.x, 2.x, and 3.x, which writes the same names in camel case. One item, a list of
 * them, or one after another.
 */
export const readNinjs: Reader = async function* (chunks) {
  let number = 0;
  const { first, all } = await beginning(chunks);
  for await (const { value } of valuesOf(all, [first === '[' ? '$.*' : '$'])) {
    yield* reading(`item ${++number}`, () => itemOf(fieldsOf(value)));
  }
};

function itemOf(item: Fields): ImportItem | null {
  const type = firstText(item['type']) ?? 'text';
  if (type !== 'text' && type !== 'composite') return null;
  const id = firstText(
    item['uri'],
    item['guid'],
    ...listOf(item['altids']).map(({ value }) => value),
  );
  if (id === null) throw new UnreadableArticle('It has no uri.');
  const blocks = bodyOf(item);
  const publishedAt = momentIn(
    firstText(item['firstcreated'], item['contentcreated'], item['versioncreated']),
  );
  return {
    feed: 'ninjs',
    id,
    canonicalUrl: urlIn(byRole(item['altids'], ['web'])) ?? urlIn(id),
    headline: headlineOf(item),
    standfirst: standfirstIn(
      byRole(item['descriptions'], ['summary', 'main', 'abstract']) ??
        firstText(item['description_text']),
      blocks,
    ),
    byline: bylineOf([
      firstText(
        item['by'],
        item['byline'],
        ...listOf(item['bylines']).map(({ byline, value }) => byline ?? value),
      ),
    ]),
    section: lineIn(
      firstText(...listOf(item['subjects'] ?? item['subject']).map(({ name }) => name)),
    ),
    language: languageIn(firstText(item['language'])),
    source: lineIn(
      firstText(
        item['copyrightholder'],
        ...listOf(item['infosources'] ?? item['infosource']).map(({ name }) => name),
      ),
    ),
    ...stateOf(item, publishedAt),
    blocks,
    names: NAMES.flatMap(([field, kind]) => namesIn(item[field], kind)),
  };
}

/** An embargo that has not ended has its item wait for that hour. */
function stateOf(
  item: Fields,
  publishedAt: Date | null,
): Pick<ImportItem, 'status' | 'publishedAt'> {
  const said = STATUSES[(firstText(item['pubstatus']) ?? 'usable').toLowerCase()] ?? 'DRAFT';
  const embargoed = momentIn(firstText(item['embargoed']));
  if (said !== 'PUBLISHED' || !embargoed) return { status: said, publishedAt };
  const waits = embargoed > new Date();
  const later = publishedAt && publishedAt > embargoed ? publishedAt : embargoed;
  return { status: waits ? 'SCHEDULED' : said, publishedAt: later };
}

function headlineOf(item: Fields): string {
  const headline =
    byRole(item['headlines'], ['main', 'headline']) ?? firstText(item['headline'], item['title']);
  return lineOfHtml(headline ?? '');
}

function bodyOf(item: Fields): ImportItem['blocks'] {
  const bodies = listOf(item['bodies']);
  const isHtml = ({ contenttype }: Fields): boolean => /html/i.test(firstText(contenttype) ?? '');
  const html = firstText(
    ...bodies.filter(isHtml).map(({ value }) => value),
    item['body_xhtml'],
    item['body_html'],
  );
  if (html !== null) return blocksInHtml(html);
  const text = firstText(item['body_text']);
  if (text !== null) return blocksInText(text);
  return bodyIn(byRole(bodies, ['main']) ?? '');
}

/** The value in the first of these roles; else the first that there is. */
function byRole(value: unknown, roles: readonly string[]): string | null {
  const all = listOf(value);
  const inRoles = roles.flatMap((role) => all.filter((one) => one['role'] === role));
  return firstText(...[...inRoles, ...all].map((one) => one['value']));
}

const NAMES: readonly (readonly [string, SourceName['kind']])[] = [
  ...(['people', 'person'] as const).map((field) => [field, 'PERSON'] as const),
  ...(['places', 'place'] as const).map((field) => [field, 'PLACE'] as const),
  ...(['organisations', 'organisation'] as const).map((field) => [field, 'ORGANIZATION'] as const),
  ...(['events', 'event'] as const).map((field) => [field, 'EVENT'] as const),
];

function namesIn(value: unknown, kind: SourceName['kind']): SourceName[] {
  return listOf(value).flatMap(({ name }) => {
    const text = lineIn(firstText(name));
    return text === null ? [] : [{ kind, text }];
  });
}
