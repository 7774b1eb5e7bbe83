import {
  mentionFaults,
  mutating,
  publish,
  refused,
  type Mutate,
  type Written,
} from './support/newsroom';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
let mutate: Mutate;
let refuse: ReturnType<typeof refused>;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  mutate = mutating(editor);
  refuse = refused(editor);
});
afterAll(() => server.close());
afterEach(async () => {
  expect(await mentionFaults(server.db)).toEqual([]);
});

interface Seen {
  id: string;
  text: string;
  start: number;
  kind: string;
  entity: string;
  block: string;
}

/** What an article mentions, in its order. */
async function mentionsOf(
  { slug }: Pick<Written, 'slug'>,
  asking: Asking = editor,
): Promise<Seen[]> {
  const { article } = await asking.ask(
    `query ($slug: String!) { article(slug: $slug) { mentions(first: 100) { nodes {
      id text start end kind entity { slug } block { id text } } } } }`,
    { slug },
  );
  return article.mentions.nodes.map(
    (
      one: Seen & { end: number; entity: { slug: string }; block: { id: string; text: string } },
    ) => {
      expect(one.block.text.slice(one.start, one.end)).toBe(one.text);
      const { id, text, start, kind } = one;
      return { id, text, start, kind, entity: one.entity.slug, block: one.block.id };
    },
  );
}

const told = (mentions: Seen[]): string[] =>
  mentions.map(({ text, entity }) => `${text}: ${entity}`);

const edit = (
  article: Written,
  blocks: { id?: string; text: string }[],
  revision: number,
): Promise<unknown> =>
  mutate('updateArticle', { id: article.id, expectedRevision: revision, blocks });

async function countOf(slug: string): Promise<number> {
  const { entity } = await server.ask(
    'query ($slug: String!) { entity(slug: $slug) { mentionCount } }',
    { slug },
  );
  return entity.mentionCount as number;
}

test('words are made to name an entity, another entity, and nothing', async () => {
  const article = await publish(
    editor,
    'The president met Putin. Putin smiled at the president.',
    '😀 Damascus.',
  );
  const block = article.blocks[0]!;
  const before = await countOf('ahmad-al-charaa');
  const input = {
    article: article.id,
    block: block.id,
    text: 'The president',
    entity: 'ahmad-al-charaa',
  };
  const { mention } = await mutate(
    'addMention',
    input,
    'mention { id kind start article { revision } }',
  );
  expect(mention).toMatchObject({ kind: 'OTHER', start: 0, article: { revision: 2 } });
  const offsets = { ...input, text: null, start: 41, end: 54 };
  await mutate('addMention', offsets);
  expect(told(await mentionsOf(article))).toEqual([
    ...['The president: ahmad-al-charaa', 'Putin: vladimir-putin', 'Putin: vladimir-putin'],
    ...['the president: ahmad-al-charaa', 'Damascus: damascus'],
  ]);
  expect(await countOf('ahmad-al-charaa')).toBe(before + 2);
  const putins = (await mentionsOf(article)).filter(({ text }) => text === 'Putin');
  expect(putins[0]?.kind).toBe('ALIAS');
  const resolved = await mutate(
    'resolveMention',
    { id: putins[1]?.id, entity: 'dmitry-peskov' },
    'mention { id kind entity { slug } }',
  );
  expect(resolved.mention).toEqual({
    id: putins[1]?.id,
    kind: 'OTHER',
    entity: { slug: 'dmitry-peskov' },
  });
  const removed = await mutate(
    'removeMention',
    { id: putins[0]?.id },
    'deletedId article { slug }',
  );
  expect(removed).toEqual({ deletedId: putins[0]?.id, article: { slug: article.slug } });
  expect(told(await mentionsOf(article, server))).toEqual([
    ...['The president: ahmad-al-charaa', 'Putin: dmitry-peskov'],
    ...['the president: ahmad-al-charaa', 'Damascus: damascus'],
  ]);
  // An editor may change their mind.
  await mutate('addMention', {
    article: article.id,
    block: block.id,
    start: 18,
    end: 23,
    text: 'Putin',
    entity: 'vladimir-putin',
  });
  expect(told(await mentionsOf(article))[1]).toBe('Putin: vladimir-putin');
  const [first] = await mentionsOf(article);
  await mutate('resolveMention', { id: first?.id, entity: 'vladimir-putin' });
  expect((await mentionsOf(article))[0]).toMatchObject({ id: first?.id, entity: 'vladimir-putin' });
});

test('what editors said holds when the article is edited, published and withheld', async () => {
  const texts = [
    'Putin met Putin. The president was there.',
    'Damascus is a city. Moscow is another.',
  ];
  const article = await publish(editor, ...texts);
  const [a, b] = [article.blocks[0]!.id, article.blocks[1]!.id];
  const [one, two, damascus, moscow] = await mentionsOf(article);
  await mutate('removeMention', { id: one?.id });
  await mutate('resolveMention', { id: two?.id, entity: 'dmitry-peskov' });
  await mutate('addMention', {
    article: article.id,
    block: a,
    text: 'The president',
    entity: 'ahmad-al-charaa',
  });
  await mutate('removeMention', { id: damascus?.id });
  const ruled = ['Putin: dmitry-peskov', 'The president: ahmad-al-charaa', 'Moscow: moscow'];
  const seen = await mentionsOf(article);
  expect(told(seen)).toEqual(ruled);
  // Words before, behind and between them; another block above.
  const edited = [
    { text: 'A new beginning of 😀.' },
    { id: a, text: 'At noon Putin met Putin at last. The president himself was there.' },
    { id: b, text: 'Damascus is an old city. Moscow is another.' },
  ];
  await edit(article, edited, 2);
  const after = await mentionsOf(article);
  expect(told(after)).toEqual(ruled);
  expect(after.map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
  expect(after.map(({ start }) => start)).toEqual([18, 33, 25]);
  await mutate('withholdArticle', { id: article.id, reason: 'A test.' });
  await mutate('publishArticle', { id: article.id });
  expect(await mentionsOf(article, server)).toEqual(after);
  expect(moscow?.id).toBe(after[2]?.id);
});

test('what editors said goes with the words that it was about', async () => {
  const article = await publish(editor, 'Putin met Putin of Moscow in Damascus.', 'Moscow again.');
  const a = article.blocks[0]!.id;
  const [first, , moscow, , again] = await mentionsOf(article);
  await mutate('resolveMention', { id: first?.id, entity: 'dmitry-peskov' });
  await mutate('removeMention', { id: moscow?.id });
  await mutate('removeMention', { id: again?.id });
  await edit(article, [{ id: a, text: 'Putin came to Damascus, far from Moscow, by night.' }], 2);
  // The first Putin stayed, Moscow was taken out and written elsewhere by the same edit, the block went.
  expect(told(await mentionsOf(article))).toEqual(['Putin: dmitry-peskov', 'Damascus: damascus']);
  await edit(article, [{ id: a, text: 'He came to Damascus.' }], 3);
  await edit(article, [{ id: a, text: 'Putin came to Damascus and to Moscow.' }], 4);
  expect(told(await mentionsOf(article))).toEqual([
    ...['Putin: vladimir-putin', 'Damascus: damascus', 'Moscow: moscow'],
  ]);
  expect(
    await server.db.query(
      'SELECT 1 FROM mention_ruling r JOIN article a ON a.id = r.article_id WHERE a.slug = $1',
      [article.slug],
    ),
  ).toEqual([]);
});

test('a mention keeps its id while others come and go', async () => {
  const article = await publish(editor, 'Syria. Putin. Moscow. Putin.');
  const ids = new Map((await mentionsOf(article)).map(({ id, start }) => [start, id]));
  const [first] = await mentionsOf(article);
  await mutate('removeMention', { id: first?.id });
  for (const { id, start } of await mentionsOf(article)) expect(ids.get(start)).toBe(id);
  expect(new Set(ids.values()).size).toBe(4);
});

test('what can’t be done is refused', async () => {
  const article = await publish(editor, 'Putin met Putin in the Kremlin of Moscow.');
  const other = await publish(editor, 'Another one.');
  const input = { article: article.id, block: article.blocks[0]!.id, text: 'met', entity: 'syria' };
  const add = (change: object): Promise<string> => refuse('addMention', { ...input, ...change });
  expect(await add({ text: 'nothing of the kind' })).toMatch(/^BAD_USER_INPUT.*input\.text/);
  expect(await add({ text: 'Putin' })).toMatch(/input\.text.*more than once/);
  expect(await add({ text: null })).toMatch(/input\.text.*needed/);
  expect(await add({ start: 0, end: 5 })).toMatch(/input\.text.*other words/);
  expect(await add({ start: 3 })).toMatch(/input\.text/);
  expect(await add({ start: -3, end: 3 })).toMatch(/start/);
  expect(await add({ text: 'x'.repeat(501) })).toMatch(/text/);
  expect(await add({ entity: 'atlantis-of-the-test' })).toMatch(/input\.entity/);
  expect(await add({ block: other.blocks[0]?.id })).toMatch(/none of this article/);
  expect(await add({ article: input.block })).toMatch(/input\.article/);
  expect(await add({ text: 'Kremlin of' })).toMatch(/^CONFLICT/);
  const [mention] = await mentionsOf(article);
  await mutate('removeMention', { id: mention?.id });
  expect(await refuse('removeMention', { id: mention?.id })).toMatch(/^NOT_FOUND/);
  expect(await refuse('resolveMention', { id: mention?.id, entity: 'syria' })).toMatch(
    /^NOT_FOUND/,
  );
  expect(await refuse('resolveMention', { id: article.id, entity: 'syria' })).toMatch(/input\.id/);
});

test('that many say something at once of one article is all kept', async () => {
  const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];
  const article = await publish(editor, `${words.join(' ')} Putin.`);
  const block = article.blocks[0]!.id;
  const text = { text: `${words.join(' ')} Putin. A new end.` };
  await Promise.all([
    ...words.map((word) =>
      mutate('addMention', { article: article.id, block, text: word, entity: 'syria' }),
    ),
    edit(article, [text], 2),
  ]);
  expect((await mentionsOf(article)).map((one) => one.text)).toEqual([...words, 'Putin']);
});
