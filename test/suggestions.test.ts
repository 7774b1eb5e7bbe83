import { plantStories } from './support/planted';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
let admin: Asking;
beforeEach(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  admin = await server.as('ADMIN', 'Ada');
});
afterEach(() => server.close());

interface Suggested {
  id: string;
  text: string;
  kind: string | null;
  count: number;
  articles: { totalCount: number; nodes: { slug: string }[] };
}

async function suggested(where: object = {}): Promise<Suggested[]> {
  const { suggestions } = await editor.ask(
    `query ($where: SuggestionWhere) { suggestions(first: 60, where: $where) {
      totalCount nodes { id text kind count articles(first: 5) { totalCount nodes { slug } } } } }`,
    { where },
  );
  expect(suggestions.nodes).toHaveLength(suggestions.totalCount);
  return suggestions.nodes;
}

const find = async (text: string, where: object = {}): Promise<Suggested | undefined> =>
  (await suggested(where)).find((it) => it.text === text);

const blocks = (...texts: string[]) => ({
  blocks: texts.map((text) => ({ kind: 'PARAGRAPH' as const, text })),
});

const plant = (): Promise<unknown> =>
  plantStories(server.db, [
    {
      slug: 'one',
      ...blocks('In Moscow the envoy Tariq Hadidi met Putin. Later Tariq Hadidi left.'),
    },
    {
      slug: 'two',
      status: 'DRAFT',
      ...blocks('They heard that Tariq Hadidi is back in Damascus.'),
    },
    { slug: 'three', language: 'fr', ...blocks('On dit que Tariq Hadidi est revenu.') },
  ]);

const ACCEPT = `mutation ($input: AcceptSuggestionInput!) { acceptSuggestion(input: $input) {
  clientMutationId articlesLinked articlesLeft entity { slug name kind aliases } } }`;
const DISMISS = `mutation ($input: DismissSuggestionInput!) { dismissSuggestion(input: $input) {
  suggestion { text dismissedAt } } }`;

test('what looks like a name is suggested, with where it stands; what is known is not', async () => {
  await plant();
  expect(await find('Tariq Hadidi')).toMatchObject({
    ...{ kind: 'PERSON', count: 3 },
    articles: { totalCount: 2, nodes: [{ slug: 'two' }, { slug: 'one' }] },
  });
  const texts = (await suggested()).map(({ text }) => text);
  for (const known of ['Moscow', 'Putin', 'Damascus', 'Later', 'In']) {
    expect(texts).not.toContain(known);
  }
  expect(await find('Tariq Hadidi', { text: 'hadid', kinds: ['PERSON'] })).toBeDefined();
  expect(await suggested({ text: 'h%d_di' })).toEqual([]);
  expect(await suggested({ text: 'Hadidi', kinds: ['BASE'] })).toEqual([]);
});

test('they come the most frequent first, and page without loss', async () => {
  await plant();
  const all = await suggested();
  const counts = all.map(({ count }) => count);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const { suggestions } = await editor.ask(
      `query ($after: String) { suggestions(first: 2, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    paged.push(...suggestions.nodes.map(({ id }: Suggested) => id));
    if (!suggestions.pageInfo.hasNextPage) break;
    after = suggestions.pageInfo.endCursor;
  }
  expect(paged).toEqual(all.map(({ id }) => id));
});

test('they follow what the article says', async () => {
  await plant();
  await plantStories(server.db, [{ slug: 'one', ...blocks('Nobody came to Moscow.') }]);
  expect(await find('Tariq Hadidi')).toMatchObject({ count: 1, articles: { totalCount: 1 } });
  await server.db.query("DELETE FROM article WHERE slug = 'two'");
  expect(await find('Tariq Hadidi')).toBeUndefined();
});

test('are at most thirty for an article, and short', async () => {
  const names = Array.from({ length: 60 }, (_, i) => {
    const letters = [i % 26, Math.floor(i / 26)].map((n) => String.fromCharCode(97 + n)).join('');
    return `the envoy Boru${letters} Kamil${letters}`;
  });
  const long = `They saw ${Array.from({ length: 30 }, () => 'Abcdefgh').join(' ')} there.`;
  await plantStories(server.db, [{ slug: 'many', ...blocks(`We saw ${names.join(', ')}.`, long) }]);
  const noted = await server.db.query<{ text: string }[]>(
    `SELECT s.text FROM suggestion s JOIN suggestion_article sa ON sa.suggestion_id = s.id
     JOIN article a ON a.id = sa.article_id WHERE a.slug = 'many'`,
  );
  expect(noted).toHaveLength(30);
  expect(noted.every(({ text }) => text.length <= 100)).toBe(true);
});

test('one that is accepted becomes an entity, which the articles mention', async () => {
  await plant();
  await plantStories(server.db, [
    { slug: 'headlined', headline: 'Of Tariq Hadidi', ...blocks('TARIQ HADIDI SPOKE AGAIN TODAY') },
  ]);
  const revisions = 'SELECT slug, revision, updated_at FROM article ORDER BY slug';
  const before = await server.db.query<unknown[]>(revisions);
  const { id } = (await find('Tariq Hadidi'))!;
  const input = { id, clientMutationId: 'c', details: { person: { nationality: 'syria' } } };
  const { acceptSuggestion } = await editor.ask(ACCEPT, { input });
  expect(acceptSuggestion).toEqual({
    ...{ clientMutationId: 'c', articlesLinked: 4, articlesLeft: 0 },
    entity: { slug: 'tariq-hadidi', name: 'Tariq Hadidi', kind: 'PERSON', aliases: [] },
  });
  expect(await server.db.query<unknown[]>(revisions)).toEqual(before);
  const seen = '{ entity(slug: "tariq-hadidi") { mentionCount articles { nodes { slug } } } }';
  expect((await editor.ask(seen)).entity.mentionCount).toBe(5);
  const slugs = (await server.ask(seen)).entity.articles.nodes.map(
    ({ slug }: { slug: string }) => slug,
  );
  expect(slugs.toSorted()).toEqual(['headlined', 'one', 'three']);
  expect(await find('Tariq Hadidi')).toBeUndefined();
  expect(await editor.codeOf(ACCEPT, { input })).toBe('NOT_FOUND');
  const { auditTrail } = await admin.ask(
    '{ auditTrail(first: 1) { nodes { action by summary } } }',
  );
  expect(auditTrail.nodes).toEqual([
    { action: 'acceptSuggestion', by: 'Edna', summary: 'Tariq Hadidi' },
  ]);
});

test('one can be accepted under another name', async () => {
  await plant();
  const { id } = (await find('Tariq Hadidi'))!;
  const input = { id, name: 'Tareq al-Hadidi', details: { person: {} } };
  const { acceptSuggestion } = await editor.ask(ACCEPT, { input });
  expect(acceptSuggestion).toMatchObject({
    articlesLinked: 3,
    entity: { name: 'Tareq al-Hadidi', aliases: ['Tariq Hadidi'] },
  });
});

test('of one that can’t be accepted nothing is changed', async () => {
  await plant();
  const { id } = (await find('Tariq Hadidi'))!;
  const taken = { id, slug: 'syria', details: { person: {} } };
  expect(await editor.codeOf(ACCEPT, { input: taken })).toBe('CONFLICT');
  const kindless = { id, details: { place: {} } };
  expect(await editor.codeOf(ACCEPT, { input: kindless })).toBe('BAD_USER_INPUT');
  expect(await find('Tariq Hadidi')).toMatchObject({ count: 3 });
});

test('one that is dismissed does not come back', async () => {
  await plant();
  const { id } = (await find('Tariq Hadidi'))!;
  const { dismissSuggestion } = await editor.ask(DISMISS, { input: { id } });
  expect(dismissSuggestion.suggestion).toMatchObject({ text: 'Tariq Hadidi' });
  expect(dismissSuggestion.suggestion.dismissedAt).not.toBeNull();
  await plantStories(server.db, [
    { slug: 'four', ...blocks('There TARIQ Hadidi spoke to Tariq Hadidi.') },
  ]);
  expect(await find('Tariq Hadidi')).toBeUndefined();
  expect(await find('Tariq Hadidi', { dismissed: true })).toMatchObject({ id });
  const { auditTrail } = await admin.ask(
    '{ auditTrail(first: 1) { nodes { action subject subjectName } } }',
  );
  expect(auditTrail.nodes).toEqual([
    { action: 'dismissSuggestion', subject: id, subjectName: 'Tariq Hadidi' },
  ]);
});

test('what an editor said names nothing is not suggested', async () => {
  await plant();
  const { article } = await editor.ask('{ article(slug: "two") { id blocks { id } } }');
  const { addMention } = await editor.ask(
    `mutation ($input: AddMentionInput!) { addMention(input: $input) { mention { id } } }`,
    {
      input: {
        article: article.id,
        block: article.blocks[0].id,
        text: 'Tariq Hadidi',
        entity: 'syria',
      },
    },
  );
  await editor.ask(
    `mutation ($input: RemoveMentionInput!) { removeMention(input: $input) { deletedId } }`,
    { input: { id: addMention.mention.id } },
  );
  expect(await find('Tariq Hadidi')).toMatchObject({ count: 2, articles: { totalCount: 1 } });
});

test('readers meet none by any path', async () => {
  await plant();
  const { id } = (await find('Tariq Hadidi'))!;
  const reader = await server.as('READER');
  for (const asking of [server, reader]) {
    expect(await asking.codeOf('{ suggestions { nodes { text } } }')).toBe('FORBIDDEN');
    expect(await asking.codeOf('{ suggestions { totalCount } }')).toBe('FORBIDDEN');
    expect(await asking.codeOf(DISMISS, { input: { id } })).toBe('FORBIDDEN');
    const input = { id, details: { person: {} } };
    expect(await asking.codeOf(ACCEPT, { input })).toBe('FORBIDDEN');
    expect(await asking.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({
      node: null,
    });
    const { entities } = await asking.ask(
      '{ entities(where: { name: "Tariq Hadidi" }) { nodes { name } } }',
    );
    expect(entities.nodes.map(({ name }: { name: string }) => name)).not.toContain('Tariq Hadidi');
  }
});
