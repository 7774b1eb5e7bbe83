import { createApiKey } from '../src/access/api-keys';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
let admin: Asking;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  admin = await server.as('ADMIN', 'Ada');
});
afterAll(() => server.close());

const CREATE = `mutation ($input: CreateArticleInput!) { createArticle(input: $input) {
  clientMutationId article { id slug revision status blocks { id text } } } }`;
const UPDATE = `mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) {
  article { id slug headline revision updatedAt blocks { id index kind text } corrections { at note } } } }`;
const PUBLISH = `mutation ($input: PublishArticleInput!) { publishArticle(input: $input) {
  article { status publishedAt revision } } }`;
const WITHHOLD = `mutation ($input: WithholdArticleInput!) { withholdArticle(input: $input) {
  article { status revision } } }`;

interface Draft {
  id: string;
  slug: string;
  revision: number;
  blocks: { id: string; text: string }[];
}

let made = 0;
async function draft(texts: string[] = ['Al-Charaa met Putin in Moscow.']): Promise<Draft> {
  const headline = `A story of the test ${++made}`;
  const blocks = texts.map((text) => ({ text }));
  const input = { headline, section: 'politics', blocks, clientMutationId: 'c1' };
  const { createArticle } = await editor.ask(CREATE, { input });
  expect(createArticle.clientMutationId).toBe('c1');
  return createArticle.article;
}

test('a draft is made, published, corrected and withheld, and readers see what they may', async () => {
  const { id, slug } = await draft(['Al-Charaa met Putin in Moscow.', 'They spoke of Tartus.']);
  const find = 'query ($slug: String!) { article(slug: $slug) { headline corrections { note } } }';
  expect((await server.ask(find, { slug })).article).toBeNull();
  expect((await editor.ask(find, { slug })).article).not.toBeNull();
  const { publishArticle } = await editor.ask(PUBLISH, { input: { id } });
  expect(publishArticle.article).toMatchObject({ status: 'PUBLISHED', revision: 2 });
  expect((await server.ask(find, { slug })).article).toMatchObject({ corrections: [] });
  const input = { id, expectedRevision: 2, headline: 'Mended', correction: 'It was Moscow.' };
  const { updateArticle } = await editor.ask(UPDATE, { input });
  expect(updateArticle.article).toMatchObject({ headline: 'Mended', revision: 3 });
  const seen = await server.ask(find, { slug });
  expect(seen.article).toEqual({ headline: 'Mended', corrections: [{ note: 'It was Moscow.' }] });
  await editor.ask(WITHHOLD, { input: { id, reason: 'The source took it back.' } });
  expect((await server.ask(find, { slug })).article).toBeNull();
  const { article } = await editor.ask(
    'query ($slug: String!) { article(slug: $slug) { status revisions { revision by summary } } }',
    { slug },
  );
  expect(article).toEqual({
    status: 'WITHHELD',
    revisions: [
      { revision: 4, by: 'Edna', summary: 'The source took it back.' },
      { revision: 3, by: 'Edna', summary: 'It was Moscow.' },
      { revision: 2, by: 'Edna', summary: 'Published.' },
      { revision: 1, by: 'Edna', summary: 'Created.' },
    ],
  });
});

test('of 30 editors who save on one revision one wins', async () => {
  const { id } = await draft();
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      editor.send(UPDATE, { input: { id, expectedRevision: 1, headline: `Mine ${i}` } }),
    ),
  );
  expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  for (const { errors } of answers.filter((answer) => answer.errors)) {
    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', currentRevision: 2 });
  }
});

test('of editors who write under one headline at once each gets a slug', async () => {
  const input = {
    ...{ headline: 'A flood', section: 'politics', blocks: [{ text: 'It rises.' }] },
  };
  const made = await Promise.all(Array.from({ length: 8 }, () => editor.ask(CREATE, { input })));
  const slugs = made.map(({ createArticle }) => createArticle.article.slug as string);
  expect(slugs.sort()).toEqual(['a-flood', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `a-flood-${n}`)]);
});

test('of two articles with one address the second is a conflict', async () => {
  const input = {
    ...{ headline: 'An address', section: 'politics', blocks: [{ text: 'A paragraph.' }] },
    canonicalUrl: 'https://news.example/an-address',
  };
  await editor.ask(CREATE, { input });
  expect(await editor.codeOf(CREATE, { input })).toBe('CONFLICT');
});

test('blocks keep their ids through an edit, and an old revision says what it said', async () => {
  const { id, slug, blocks } = await draft([
    'The first paragraph speaks of Damascus and of the harbour.',
    'The second paragraph speaks of Moscow.',
    'The third one is to go.',
  ]);
  const edited = [
    { text: 'A new beginning.' },
    { text: 'The second paragraph speaks of Moscow.' },
    { text: 'The first paragraph speaks of Damascus and of the old harbour.' },
  ];
  const { updateArticle } = await editor.ask(UPDATE, {
    input: { id, expectedRevision: 1, blocks: edited },
  });
  const now = updateArticle.article.blocks;
  expect(now.map((block: { text: string }) => block.text)).toEqual(edited.map(({ text }) => text));
  expect(now[1].id).toBe(blocks[1]?.id);
  expect(now[2].id).toBe(blocks[0]?.id);
  expect(blocks.map((block) => block.id)).not.toContain(now[0].id);
  const { article } = await editor.ask(
    `query ($slug: String!) { article(slug: $slug) {
      revisionAt(number: 1) { body blocks { id text } }
      none: revisionAt(number: 9) { body }
      revisions(first: 1) { revision changes { kind before { text } after { text } words { kind text } } } } }`,
    { slug },
  );
  expect(article.none).toBeNull();
  expect(article.revisionAt.blocks).toEqual(
    blocks.map((block) => ({ id: block.id, text: block.text })),
  );
  const [{ changes }] = article.revisions;
  expect(changes.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
    ...['ADDED', 'CHANGED', 'REMOVED'],
  ]);
  const changed = changes.find(({ kind }: { kind: string }) => kind === 'CHANGED');
  expect(changed.words).toContainEqual({ kind: 'ADDED', text: 'old ' });
});

test('who may not write is told so, and nothing is written', async () => {
  const input = { headline: 'No', section: 'politics', blocks: [{ text: 'No.' }] };
  const before = await editor.ask('{ articles { totalCount } }');
  expect(await server.codeOf(CREATE, { input })).toBe('FORBIDDEN');
  const reader = await server.as('READER');
  expect(await reader.codeOf(CREATE, { input })).toBe('FORBIDDEN');
  expect(await editor.ask('{ articles { totalCount } }')).toEqual(before);
});

test('the audit trail says who did what, to an administrator alone', async () => {
  const { id, slug } = await draft();
  await editor.ask(PUBLISH, { input: { id } });
  const trail = `query ($id: ID!) { auditTrail(where: { subject: $id }) {
    totalCount nodes { by role action subject subjectName summary at } } }`;
  expect(await editor.codeOf(trail, { id })).toBe('FORBIDDEN');
  const { auditTrail } = await admin.ask(trail, { id });
  expect(auditTrail.totalCount).toBe(2);
  expect(auditTrail.nodes).toMatchObject([
    { by: 'Edna', role: 'EDITOR', action: 'publishArticle', subject: id, subjectName: slug },
    { by: 'Edna', action: 'createArticle', subject: id },
  ]);
});

test('what is wrong with an input is said with its path, and not repeated', async () => {
  const input = { headline: 'x', section: 'politics', blocks: [{ text: 'Fine.' }, { text: '' }] };
  const { errors } = await editor.send(CREATE, { input });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain('blocks.1.text');
  const nowhere = { headline: 'x', section: 'nowhere-at-all', blocks: [{ text: 'Fine.' }] };
  const other = await editor.send(CREATE, { input: nowhere });
  expect(other.errors?.[0]?.message).toContain('input.section');
  expect(JSON.stringify(other.errors)).not.toContain('nowhere-at-all');
});

const ALL_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
  ...(['setInterval', 'setTimeout', 'clearImmediate', 'clearInterval', 'clearTimeout'] as const),
];

describe('what quotes an article follows its words', () => {
  const CITATIONS = `query ($slug: String!) { article(slug: $slug) { revision events { nodes {
    title citations { quote current revision start end block { id text } article { slug } } } } } }`;

  /** Cites a part of the second block of a draft, as an event. */
  async function cited(): Promise<Draft & { quote: string }> {
    const story = await draft([
      'A first block.',
      'They met in Moscow. They met in Moscow at last.',
    ]);
    const quote = 'They met in Moscow';
    const block = story.blocks[1];
    const [{ id }] = await server.db.query(
      `
      WITH claimed AS (INSERT INTO claim (id, kind) VALUES (gen_random_uuid(), 'EVENT') RETURNING id),
      cited AS (
        INSERT INTO citation (id, claim_id, position, article_id, block_id, start, "end", quote, revision, stance)
        SELECT gen_random_uuid(), claimed.id, 0, a.id, b.id, 20, 38, $2, 1, 'SUPPORTS'
        FROM claimed, article a JOIN block b ON b.article_id = a.id AND b.index = 1 WHERE a.slug = $1)
      INSERT INTO event (id, title, kind, status, date_edtf, date_from, date_until, date_precision)
      SELECT id, $1, 'MEETING', 'OCCURRED', '2026-01-01', '2026-01-01', '2026-01-01', 'DAY' FROM claimed
      RETURNING id`,
      [story.slug, quote],
    );
    expect(block?.text.slice(20, 38)).toBe(quote);
    expect(id).toBeDefined();
    return { ...story, quote };
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as various as queries
  const citationOf = async (asking: Asking, slug: string): Promise<any> =>
    (await asking.ask(CITATIONS, { slug })).article?.events.nodes[0]?.citations[0];

  test('to another place and another block, to the same of two equal phrases', async () => {
    const { id, slug, blocks, quote } = await cited();
    const text = 'At noon they met in Moscow. They met in Moscow. They met in Moscow at last.';
    const edited = [{ text: 'New.' }, { id: blocks[1]?.id, text }, { text: 'A first block.' }];
    await editor.ask(UPDATE, { input: { id, expectedRevision: 1, blocks: edited } });
    const citation = await citationOf(editor, slug);
    expect(citation).toMatchObject({ current: true, revision: 2, quote, block: { text } });
    expect(text.slice(citation.start, citation.end)).toBe(quote);
    expect(citation.start).toBe(text.lastIndexOf(quote));
    // Out of its block, into the one other that says so.
    const moved = [{ text: 'New.' }, { text: `Quite another block. ${quote}, it says.` }];
    await editor.ask(UPDATE, { input: { id, expectedRevision: 2, blocks: moved } });
    const after = await citationOf(editor, slug);
    expect(after).toMatchObject({ current: true, revision: 3 });
    expect(after.block.text.slice(after.start, after.end)).toBe(quote);
  });

  test('and stands with the revision that it quotes when they are gone', async () => {
    const { id, slug, blocks, quote } = await cited();
    await editor.ask(PUBLISH, { input: { id } });
    const edited = [{ text: 'All is rewritten.' }];
    await editor.ask(UPDATE, { input: { id, expectedRevision: 2, blocks: edited } });
    const citation = await citationOf(editor, slug);
    expect(citation).toMatchObject({ current: false, revision: 2, quote });
    expect(citation.block).toEqual({ id: blocks[1]?.id, text: blocks[1]?.text });
    expect(citation.block.text.slice(citation.start, citation.end)).toBe(quote);
    // Readers had seen these words, and still learn on what the event stands.
    expect(await citationOf(server, slug)).toEqual(citation);
  });

  test('and is not shown to readers where it quotes what they never saw', async () => {
    const { id, slug, quote } = await cited();
    const edited = [{ text: 'All is rewritten.' }];
    await editor.ask(UPDATE, { input: { id, expectedRevision: 1, blocks: edited } });
    await editor.ask(PUBLISH, { input: { id } });
    expect(await citationOf(editor, slug)).toMatchObject({ current: false, revision: 1, quote });
    expect(await citationOf(server, slug)).toBeUndefined();
    const { timeline } = await server.ask('{ timeline(first: 100) { nodes { title } } }');
    expect(timeline.nodes.map(({ title }: { title: string }) => title)).not.toContain(slug);
  });

  test('nor where it waited for its hour, though by the clock of this server that had come', async () => {
    const { id, slug } = await cited();
    const schedule =
      'mutation ($input: ScheduleArticleInput!) { scheduleArticle(input: $input) { clientMutationId } }';
    const hour = Date.now() + 600_000;
    await editor.ask(schedule, { input: { id, at: new Date(hour).toISOString() } });
    jest.useFakeTimers({ now: hour + 600_000, doNotFake: ALL_BUT_DATE });
    try {
      const blocks = [{ text: 'All is rewritten.' }];
      await editor.ask(UPDATE, { input: { id, expectedRevision: 2, blocks } });
    } finally {
      jest.useRealTimers();
    }
    await editor.ask(PUBLISH, { input: { id } });
    expect(await citationOf(server, slug)).toBeUndefined();
  });
});

test('what a text that is taken in does not say is asked for by its argument', async () => {
  const take = `mutation ($input: ImportArticleInput!) { importArticle(input: $input) { outcome } }`;
  const text = '# A headline\n\nThe harbour was opened on Monday, after a long delay.';
  const told = async (input: object): Promise<unknown> =>
    (await editor.send(take, { input })).errors?.map(({ message }) => message);
  expect(await told({ text, section: 'politics' })).toEqual([
    'Argument "input.publishedAt" is needed: the text has no date.',
  ]);
  expect(await told({ text, publishedAt: '2026-01-01T00:00:00Z' })).toEqual([
    'Argument "input.section" is needed: the text names no section.',
  ]);
});

describe('an article of unusual shape', () => {
  test('beyond what a body may hold is refused, with the limit named', async () => {
    const { key } = await createApiKey(server.db, { name: 'CMS', role: 'EDITOR' });
    const blocks = [{ text: 'x'.repeat(2_000_000) }];
    const response = await server.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${key}` },
      payload: {
        query: CREATE,
        variables: { input: { headline: 'x', section: 'politics', blocks } },
      },
    });
    expect(response.statusCode).toBe(413);
    const { errors } = response.json<{ errors: { message: string; extensions: object }[] }>();
    expect(errors[0]?.message).toContain('100000 bytes');
    expect(errors[0]?.extensions).toEqual({ code: 'REQUEST_TOO_LARGE' });
  });

  test('of 5,000 blocks, from right to left, with emoji, is kept as it is', async () => {
    const large = await startTestServer('desk', {
      environment: { DATELINE_MAX_BODY_BYTES: '4000000' },
    });
    const asking = await large.as('EDITOR');
    const texts = Array.from({ length: 5000 }, (_, i) => `فتح ميناء طرطوس أبوابه 👩‍👩‍👧‍👦 ${i}`);
    const input = {
      ...{ headline: 'ميناء طرطوس', section: 'politics', language: 'ar', slug: 'tartus-port' },
      blocks: texts.map((text) => ({ text })),
    };
    const { createArticle } = await asking.ask(CREATE, { input });
    expect(createArticle.article.blocks.map(({ text }: { text: string }) => text)).toEqual(texts);
    const { errors } = await asking.send(CREATE, {
      input: { ...input, slug: 'one-more', blocks: [...input.blocks, { text: 'One more.' }] },
    });
    expect(errors?.[0]?.message).toContain('5000');
    await large.close();
  });
});

describe('what would do harm or could not be written back is refused', () => {
  const base = { headline: 'x', section: 'politics', blocks: [{ text: 'Fine.' }] };

  test.each([
    ['an address that runs', { canonicalUrl: 'javascript:alert(1)' }],
    ['an address without end', { canonicalUrl: `https://example.org/${'x'.repeat(2000)}` }],
  ])('%s', async (_what, wrong) => {
    expect(await editor.codeOf(CREATE, { input: { ...base, ...wrong } })).toBe('BAD_USER_INPUT');
  });

  test('a moment that is in the year 10000', async () => {
    const { id } = await draft();
    const schedule = `mutation ($input: ScheduleArticleInput!) {
      scheduleArticle(input: $input) { article { status } } }`;
    const input = { id, at: '9999-12-31T23:59:59-14:00' };
    expect(await editor.codeOf(schedule, { input })).toBe('BAD_USER_INPUT');
  });

  test('a page without an element', async () => {
    const take = `mutation ($input: ImportArticleInput!) { importArticle(input: $input) { outcome } }`;
    for (const text of ['', 'just words', '<!doctype html>', '<!-- x -->']) {
      const input = { format: 'HTML', text, publishedAt: '2026-01-01T00:00:00Z' };
      expect(await editor.codeOf(take, { input })).toBe('BAD_USER_INPUT');
    }
  });

  test('a section of a feed that can’t be stored', async () => {
    const { statusCode } = await server.app.inject('/feed.json?section=%00');
    expect(statusCode).toBe(400);
  });
});
