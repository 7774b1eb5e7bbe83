import { gzipSync } from 'node:zlib';
import { momentIn } from '../src/import/moments';
import { articlesIn, takeIn } from './support/archive';
import { createTestDatabase, type TestDatabase } from './support/database';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase('empty');
});
afterEach(() => database.close());

const wxr = (items: string, head = ''): string => `<?xml version="1.0" encoding="UTF-8"?>${head}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour Post</title><link>https://harbour.example</link><language>en-GB</language>
<wp:author><wp:author_login>mara</wp:author_login><wp:author_display_name>Mara Lind</wp:author_display_name></wp:author>
${items}</channel></rss>`;

const post = (
  id: number,
  content: string,
  more = '',
): string => `<item><title>Ferry ${id} &amp; co</title>
<link>https://harbour.example/${id}/</link><dc:creator><![CDATA[mara]]></dc:creator>
<content:encoded><![CDATA[${content}]]></content:encoded><wp:post_id>${id}</wp:post_id>
<wp:post_date_gmt>2025-03-0${id} 05:06:07</wp:post_date_gmt>${more.includes('wp:status') ? '' : '<wp:status>publish</wp:status>'}
${more.includes('wp:post_type') ? '' : '<wp:post_type>post</wp:post_type>'}
<category domain="category" nicename="ports"><![CDATA[Ports]]></category>
<category domain="post_tag" nicename="ferry"><![CDATA[ferry]]></category>${more}</item>`;

test('WXR: posts with their section, author, status and plain blocks; nothing else', async () => {
  const content = `<!-- wp:paragraph --><p>The first ferry came at <b>dawn</b>.</p><!-- /wp:paragraph -->
<h2>Next</h2><blockquote><p>“We waited.”</p></blockquote><ul><li>Monday</li><li>Tuesday</li></ul>
[caption id="1" width="3"]<img src="a.jpg"/> A ferry at sea[/caption]
[box color="red"]Inside a box.[/box]

It is “old [sic] style” here.

And again.<script>alert(1)</script><div class="sharedaddy">Share it</div>`;
  const items = [
    post(1, content),
    post(2, '<p>A draft.</p>', '<wp:status>draft</wp:status>'),
    post(3, '<p>To come.</p>', '<wp:status>future</wp:status>'),
    post(4, '<p>A page.</p>', '<wp:post_type>page</wp:post_type>'),
    post(5, '<p>Gone.</p>', '<wp:status>trash</wp:status>'),
    post(6, '<p>For few.</p>', '<wp:status>private</wp:status>'),
  ];
  const { tally, noted } = await takeIn(database.db, wxr(items.join('\n')), { section: undefined });
  expect(noted).toEqual([]);
  expect(tally.given).toEqual([{ kind: 'TAG', text: 'ferry', count: 4 }]);
  const articles = await articlesIn(database.db);
  expect(articles.map(({ headline, status }) => [headline, status])).toEqual([
    ['Ferry 1 & co', 'PUBLISHED'],
    ['Ferry 2 & co', 'DRAFT'],
    ['Ferry 3 & co', 'SCHEDULED'],
    ['Ferry 6 & co', 'WITHHELD'],
  ]);
  expect(articles[0]).toMatchObject({
    ...{ section: 'Ports', byline: 'Mara Lind', language: 'en-GB', source: 'Harbour Post' },
    ...{ url: 'https://harbour.example/1/', published: '2025-03-01 05:06:07' },
    blocks: [
      'PARAGRAPH The first ferry came at dawn.',
      ...['HEADING Next', 'QUOTE “We waited.”', 'LIST_ITEM Monday', 'LIST_ITEM Tuesday'],
      ...['PARAGRAPH Inside a box.', 'PARAGRAPH It is “old [sic] style” here.'],
      'PARAGRAPH And again.',
    ],
  });
});

const RSS = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example</link>
<item><title>One &lt;i&gt;storm&lt;/i&gt;</title><link>/one</link><guid isPermaLink="false">w-1</guid>
 <pubDate>Tue, 4 Mar 25 07:08 +0200</pubDate><author>desk@wire.example (Ina Roth)</author>
 <category>Weather</category><category>Coast</category>
 <description>Rain fell. &lt;p&gt;Then it stopped.&lt;/p&gt;</description></item>
<item><title>Two</title><description>No date here.</description></item>
<item><title>Three</title><pubDate>2025-03-06</pubDate><description>Never closed &unknown; item.
<item><title>Four</title><dc:date>2025-03-07T01:02:03Z</dc:date><description><p>Bare <b>markup</b></p><p>twice</p></description></item>
<item><title>Five</title><pubDate>Fri, 07 Mar 2025 01:02:03 GMT</pubDate><description>Cut o`;

test('RSS that is broken gives what it can', async () => {
  const { tally, noted } = await takeIn(database.db, RSS, { section: undefined });
  expect(tally.of('CREATED')).toBe(1);
  expect(noted.map(({ place, reason }) => [place, reason])).toEqual([
    ['item 2, line 6', 'It has no date; give one with --published-at.'],
    ['item 3, line 7', expect.stringContaining('names no section')],
    ['item 4, line 8', expect.stringContaining('names no section')],
    ['item 5, line 9', 'The file ends in the middle of it.'],
  ]);
  await takeIn(database.db, RSS, { publishedAt: new Date('2025-01-01T00:00:00Z') });
  const articles = await articlesIn(database.db);
  expect(articles.map(({ headline, blocks }) => [headline, blocks])).toEqual([
    ['Four', ['PARAGRAPH Bare markup', 'PARAGRAPH twice']],
    ['One storm', ['PARAGRAPH Rain fell.', 'PARAGRAPH Then it stopped.']],
    ['Three', ['PARAGRAPH Never closed &unknown; item.']],
    ['Two', ['PARAGRAPH No date here.']],
  ]);
  expect(articles[1]).toMatchObject({
    ...{ byline: 'Ina Roth', section: 'Weather', url: 'https://wire.example/one' },
    published: '2025-03-04 05:08:00',
  });
});

test('Atom, with XHTML, a summary and a feed in another character set', async () => {
  const atom = `<?xml version="1.0" encoding="windows-1251"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">
<title>Лента</title><id>urn:feed</id><entry xml:lang="ru"><id>urn:1</id><title>Паром</title>
<link rel="self" href="https://a.example/self"/><link href="https://a.example/1"/>
<published>2025-03-04T05:06:07.5+01:00</published><author><name>Анна</name></author>
<summary>Кратко о деле.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Паром <em>пришёл</em>.</p></div></content></entry></feed>`;
  const bytes = Buffer.from([...atom].map((c) => cp1251(c)));
  expect((await takeIn(database.db, bytes)).noted).toEqual([]);
  expect(await articlesIn(database.db)).toMatchObject([
    {
      ...{ headline: 'Паром', standfirst: 'Кратко о деле.', byline: 'Анна', source: 'Лента' },
      ...{ url: 'https://a.example/1', language: 'ru', published: '2025-03-04 04:06:07' },
      blocks: ['PARAGRAPH Паром пришёл.'],
    },
  ]);
});

/** Cyrillic letters as windows-1251 has them. */
function cp1251(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 128) return code;
  return character === 'ё' ? 0xb8 : code - 0x410 + 0xc0;
}

test('JSON Feed, packed', async () => {
  const feed = {
    ...{ version: 'https://jsonfeed.org/version/1.1', title: 'Jay', language: 'en' },
    home_page_url: 'https://jay.example',
    items: [
      {
        id: 1,
        title: 'A',
        content_html: '<p>x &amp; y</p>',
        date_published: '2025-03-04T05:06:07Z',
        tags: ['Sea'],
      },
      {
        id: '2',
        title: 'B',
        content_text: 'One.\n\nTwo\nlines.',
        summary: 'Sum.',
        date_published: '2025-03-05',
      },
      { id: '3', title: 'C', date_published: '2025-03-05' },
    ],
  };
  const { noted } = await takeIn(database.db, gzipSync(JSON.stringify(feed)));
  expect(noted).toMatchObject([
    { place: 'item 3', reason: 'There is nothing under the headline.' },
  ]);
  const articles = await articlesIn(database.db);
  expect(articles.map(({ blocks, standfirst }) => [standfirst, blocks])).toEqual([
    [null, ['PARAGRAPH x & y']],
    ['Sum.', ['PARAGRAPH One.', 'PARAGRAPH Two lines.']],
  ]);
});

test('ninjs 2 and 3, one, many and one after another', async () => {
  const second = {
    ...{ uri: 'https://n.example/2', type: 'text', pubstatus: 'usable', language: 'en' },
    versioncreated: '2025-03-04T05:06:07Z',
    headlines: [
      { role: 'short', value: 'Short' },
      { role: 'main', value: 'Two' },
    ],
    bodies: [{ role: 'main', contenttype: 'text/plain', value: 'Plain.\n\nText.' }],
    people: [{ name: 'Ina Roth' }],
  };
  const third = {
    ...{ uri: 'urn:n:3', type: 'text', pubStatus: 'usable', firstCreated: '2025-03-04T05:06:07Z' },
    embargoed: '2999-01-01T00:00:00Z',
    headlines: [{ value: 'Three' }],
    bodies: [{ contentType: 'text/html', value: '<p>Rich <i>text</i>.</p>' }],
    subjects: [{ name: 'Ports' }],
  };
  const killed = {
    ...second,
    uri: 'urn:n:4',
    pubstatus: 'canceled',
    headlines: [{ value: 'Four' }],
  };
  const { noted, tally } = await takeIn(
    database.db,
    JSON.stringify([second, third, { ...second, type: 'picture' }]),
  );
  expect(noted).toEqual([]);
  expect(tally.given).toEqual([{ kind: 'PERSON', text: 'Ina Roth', count: 1 }]);
  await takeIn(
    database.db,
    `${JSON.stringify(killed)}\n${JSON.stringify({ type: 'text', headline: 'x' })}`,
    { format: 'ninjs' },
  );
  const articles = await articlesIn(database.db);
  expect(articles.map(({ headline, status, blocks }) => [headline, status, blocks])).toEqual([
    ['Four', 'WITHHELD', ['PARAGRAPH Plain.', 'PARAGRAPH Text.']],
    ['Three', 'SCHEDULED', ['PARAGRAPH Rich text.']],
    ['Two', 'PUBLISHED', ['PARAGRAPH Plain.', 'PARAGRAPH Text.']],
  ]);
});

const LD = {
  ...{ '@context': 'https://schema.org', '@type': 'ReportageNewsArticle', headline: 'Dock opens' },
  ...{ datePublished: '2025-03-04T05:06:07Z', articleSection: ['Ports'], inLanguage: 'en' },
  ...{ author: [{ '@type': 'Person', name: 'Ina Roth' }], publisher: { name: 'Wire' } },
};
const TEXT =
  'The dock opened on Tuesday after two years of work, and the first three ships were unloaded before the evening, the harbour master said in a statement.';
const PAGE = `<!doctype html><html lang="en"><head><title>Dock opens | Wire</title>
<link rel="canonical" href="https://wire.example/dock"><meta property="article:published_time" content="2025-03-04T05:06:07Z">
<script type="application/ld+json">{broken</script><script type="application/ld+json">${JSON.stringify(LD)}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Dock opens</h1><p>${TEXT}</p><h2>What follows</h2><p>${TEXT} Again.</p></article>
<footer>All rights reserved</footer></body></html>`;

test.each(['html', 'jsonld'] as const)('a page as %s', async (format) => {
  const { noted } = await takeIn(database.db, PAGE, { format, section: undefined });
  expect(noted).toEqual([]);
  expect(await articlesIn(database.db)).toMatchObject([
    {
      ...{ headline: 'Dock opens', byline: 'Ina Roth', section: 'Ports', source: 'Wire' },
      published: '2025-03-04 05:06:07',
      blocks: [`PARAGRAPH ${TEXT}`, 'HEADING What follows', `PARAGRAPH ${TEXT} Again.`],
    },
  ]);
});

test('JSON-LD, one document after another, as an export writes them', async () => {
  const told = (headline: string) => ({ ...LD, headline, articleBody: TEXT });
  const graph = { '@graph': [told('Quay opens')] };
  const documents = [told('Dock opens'), told('Pier opens'), graph].map((one) =>
    JSON.stringify(one),
  );
  const { noted } = await takeIn(database.db, documents.join('\n'), { format: 'jsonld' });
  expect(noted).toEqual([]);
  const headlines = (await articlesIn(database.db)).map((one) => one.headline);
  expect(headlines.toSorted()).toEqual(['Dock opens', 'Pier opens', 'Quay opens']);
});

test('JSON lines: good ones are taken, each bad one is refused with its line', async () => {
  const line = { headline: 'A', text: 'Words.', publishedAt: '2025-03-04T05:06:07Z' };
  const lines = [
    JSON.stringify({ ...line, source: 'S', sourceId: 7, html: '<h3>Head</h3><p>Body</p>' }),
    '{"headline": "cut',
    '[]',
    JSON.stringify({ ...line, headline: 7 }),
    '',
    JSON.stringify({ ...line, publishedAt: 'one day' }),
    JSON.stringify({ type: 'wish' }),
    JSON.stringify({ type: 'event', key: 'e', title: 'No citation' }),
    JSON.stringify({ ...line, headline: 'Half \ud800 and \u0000' }),
  ];
  const { noted, tally } = await takeIn(database.db, lines.join('\n'), { name: 'x.jsonl' });
  expect(tally.of('CREATED')).toBe(2);
  expect(noted.map(({ place }) => place)).toEqual([2, 3, 4, 6, 7, 8].map((n) => `line ${n}`));
  expect((await articlesIn(database.db)).map(({ headline }) => headline)).toEqual([
    'A',
    'Half � and',
  ]);
});

describe('what would harm', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>`;
  const external = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
  test.each([
    ['a billion laughs', wxr(post(1, '&c;'), laughs)],
    ['an external entity', wxr(post(1, '&x;'), external)],
    ['an endless declaration', wxr('', `<!DOCTYPE rss [${'<!ENTITY y "z">'.repeat(20_000)}]>`)],
  ])('%s is refused', async (_name, text) => {
    const { noted, tally } = await takeIn(database.db, text, { format: 'wxr' });
    expect(tally.of('CREATED')).toBe(0);
    expect(noted).toMatchObject([
      { outcome: 'REFUSED', reason: expect.stringContaining('entities') },
    ]);
  });

  const WHOLE = { piece: 60_000, publishedAt: new Date('2025-03-04') };
  const nested = (open: string, close = ''): string =>
    `${open.repeat(20_000)}Ferries return.${close.repeat(20_000)}`;
  const rss = (...items: string[]): string =>
    `<rss><channel>${items.map((item) => `<item><title>A ferry</title>${item}</item>`).join('')}</channel></rss>`;

  test.each([
    ['html', `<html><body>${nested('<b>', '</b>')}</body></html>`],
    ['html', `<html><body>${nested('<p><i>')}</body></html>`],
    ['rss', rss(`<description>${nested('<b>', '</b>')}</description>`)],
    ['rss', rss(`<description>${nested('<b>')}</description>`)],
    [
      'atom',
      `<feed><entry><content type="xhtml">${nested('<b>', '</b>')}</content></entry></feed>`,
    ],
    ['jsonld', nested('[', ']').replace('Ferries return.', '1')],
    [
      'jsonld',
      `<script type="application/ld+json">${nested('[', ']').replace('Ferries return.', '1')}</script>`,
    ],
  ] as const)('%s that is nested without end is refused', async (format, text) => {
    const { noted, tally } = await takeIn(database.db, text, { format });
    expect(tally.of('CREATED')).toBe(0);
    expect(noted).toMatchObject([
      { outcome: 'REFUSED', reason: expect.stringContaining('nested') },
    ]);
  });

  test('of a feed with an item that is nested without end, or is endless, the others are taken', async () => {
    const good = '<description>Ferries return.</description>';
    const parts = '<a/>'.repeat(250_000);
    const text = rss(`<description>${nested('<b>')}</description>`, parts, good);
    const { noted, tally } = await takeIn(database.db, text, { ...WHOLE, format: 'rss' });
    expect(tally.of('CREATED')).toBe(1);
    expect(noted).toMatchObject([
      { place: 'item 1, line 1', reason: expect.stringContaining('nested') },
      { place: 'item 2, line 1', reason: expect.stringContaining('too long') },
    ]);
  });

  test('a document of nothing but beginnings is refused', async () => {
    const { noted } = await takeIn(database.db, `<rss>${'<a>'.repeat(200_000)}`, {
      ...{ ...WHOLE, format: 'rss' },
    });
    expect(noted).toMatchObject([{ place: 'the file', reason: expect.stringContaining('nested') }]);
  });

  // Each would take minutes, or for ever, where a form can be read in many ways.
  test.each([
    [
      'a shortcode that is not closed',
      'wxr',
      wxr(post(1, `Ferries return.[a${' x="y"'.repeat(60)} !`)),
    ],
    [
      'many that are not closed',
      'wxr',
      wxr(post(1, `Ferries return.${'[gallery a='.repeat(100_000)}`)),
    ],
    [
      'an author in brackets',
      'rss',
      rss(`<author>a@b${'('.repeat(500_000)}</author><description>Ferries return.</description>`),
    ],
    [
      'white space in a style',
      'html',
      `<html><body><h1>A ferry</h1><p style="a:${' '.repeat(400_000)}">${'Ferries return to the harbour. '.repeat(20)}</p>`,
    ],
  ] as const)('%s is read at once', async (_what, format, text) => {
    const { tally, noted } = await takeIn(database.db, text, { ...WHOLE, format });
    expect([noted, tally.of('CREATED')]).toEqual([[], 1]);
  });

  test('what is no archive at all is refused, and the next is read', async () => {
    for (const text of [
      '',
      '{"a": 1}',
      '{"headlines": [',
      '<rss></rss>',
      '\u0000\u0001',
      '<html></html>',
    ]) {
      const { noted, tally } = await takeIn(database.db, text);
      expect([text, noted.length, tally.of('CREATED')]).toEqual([text, 1, 0]);
    }
    const cut = gzipSync(PAGE).subarray(0, 300);
    expect((await takeIn(database.db, cut)).noted).toMatchObject([{ outcome: 'REFUSED' }]);
  });
});

test.each([
  ['Tue, 10 Jun 2003 04:00:00 GMT', '2003-06-10T04:00:00.000Z'],
  ['10 Jun 03 04:00 EST', '2003-06-10T09:00:00.000Z'],
  ['Tue, 10 June 2003 04:00:00 +0530', '2003-06-09T22:30:00.000Z'],
  ['2003-06-10', '2003-06-10T00:00:00.000Z'],
  ['2003-06', '2003-06-01T00:00:00.000Z'],
  ['2003-06-10 04:00:00', '2003-06-10T04:00:00.000Z'],
  ['2003-06-10T04:00:00.25-01', '2003-06-10T05:00:00.250Z'],
  ['June 10, 2003 4:00', '2003-06-10T04:00:00.000Z'],
  ['0000-00-00 00:00:00', undefined],
  ['2003-02-31', undefined],
  ['Tue, 10 Jun 2003 04:00:00 XYZ', undefined],
  ['soon', undefined],
])('%s is the moment %s', (text, moment) => {
  expect(momentIn(text)?.toISOString()).toBe(moment);
});
