import { pino } from 'pino';
import { Client as Connection } from 'pg';
import type { Client } from 'graphql-ws';
import { createApiKey } from '../src/access/api-keys';
import { readConfig } from '../src/config';
import { announce } from '../src/feed/announce';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { CHANGE, inShort, upToDate, type Told } from './support/feed';
import { plantEvents, plantStories } from './support/planted';
import { startTestServer, type TestServer } from './support/server';
import { clientOf, hear, listen, type Heard } from './support/sockets';

const ARTICLES = `subscription ($where: ArticleChangeWhere, $after: String) {
  articleChanged(where: $where, after: $after) { ${CHANGE} } }`;
const TIMELINE = `subscription ($where: TimelineChangeWhere, $after: String) {
  timelineChanged(where: $where, after: $after) { ${CHANGE} } }`;

let server: TestServer;
let url: string;
let client: Client;
let editor: Client;
let after: string | null;
let editorAfter: string | null;
beforeAll(async () => {
  server = await startTestServer('desk');
  url = await listen(server.app);
  client = clientOf(url);
  const { key } = await createApiKey(server.db, { name: 'Edna', role: 'EDITOR' });
  editor = clientOf(url, { connectionParams: { authorization: `Bearer ${key}` } });
  const asking = await server.as('EDITOR');
  editorAfter = (await upToDate(asking, server.db)).cursor;
});
beforeEach(async () => {
  after = (await upToDate(server, server.db)).cursor;
});
afterAll(async () => {
  await Promise.all([client.dispose(), editor.dispose()]);
  await server.close();
});

const told = ({ results, errors }: Heard): Told[] => {
  expect(errors).toEqual([]);
  return results.map((result) => {
    expect(result.errors).toBeUndefined();
    return result.data.articleChanged ?? result.data.timelineChanged;
  });
};
const short = (heard: Heard): string[] => told(heard).map(inShort);

const OUT = { status: 'PUBLISHED' as const, publishedAt: new Date('2026-01-01T00:00:00Z') };
const WITHHELD = { ...OUT, status: 'WITHHELD' as const };
const DRAFT = { status: 'DRAFT' as const, publishedAt: null };
const plant = (slug: string, story: object): ReturnType<typeof plantStories> =>
  plantStories(server.db, [{ slug, ...story }]);

/** Plants an article that everybody is told of, to know that all before it has been told as well. */
async function endWith(slug: string, ...all: Heard[]): Promise<void> {
  await plant(slug, OUT);
  await until(() => Promise.resolve(all.every((heard) => short(heard).at(-1)?.endsWith(slug))));
}

test('what happens to an article is pushed, each time as it is then', async () => {
  const heard = hear(client, ARTICLES, { after });
  await plant('pushed', { ...OUT, headline: 'First' });
  await until(() => Promise.resolve(heard.results.length === 1));
  await plant('pushed', { ...OUT, headline: 'Second' });
  await until(() => Promise.resolve(heard.results.length === 2));
  await plant('pushed', { ...WITHHELD, headline: 'Third' });
  await until(() => Promise.resolve(heard.results.length === 3));
  heard.stop();
  expect(told(heard).map(({ action, slug, article }) => [action, slug, article])).toEqual([
    ['CREATED', 'pushed', { slug: 'pushed', headline: 'First' }],
    ['UPDATED', 'pushed', { slug: 'pushed', headline: 'Second' }],
    ['WITHHELD', 'pushed', null],
  ]);
});

test('without a cursor it begins with what happens then', async () => {
  await plant('before-all', OUT);
  await upToDate(server, server.db);
  const heard = hear(client, ARTICLES);
  for (let i = 0; heard.results.length === 0; i++) {
    await plant('from-now-on', { ...OUT, headline: `Number ${i}` });
  }
  heard.stop();
  expect(told(heard).map(({ slug }) => slug)).not.toContain('before-all');
});

test('from a cursor of a subscription it goes on behind it', async () => {
  const first = hear(client, ARTICLES, { after });
  await endWith('one-of-two', first);
  first.stop();
  await plant('two-of-two', OUT);
  const second = hear(client, ARTICLES, { after: told(first).at(-1)!.cursor });
  await until(() => Promise.resolve(second.results.length > 0));
  second.stop();
  expect(short(second)).toEqual(['CREATED ARTICLE two-of-two']);
});

test('readers hear nothing of drafts, editors do', async () => {
  const heard = hear(client, ARTICLES, { after });
  const byEditor = hear(editor, ARTICLES, { after: editorAfter });
  await plant('only-drafted', DRAFT);
  await plant('only-drafted', { ...DRAFT, headline: 'Rewritten' });
  await endWith('after-the-draft', heard, byEditor);
  heard.stop();
  byEditor.stop();
  expect(short(heard)).toEqual(['CREATED ARTICLE after-the-draft']);
  expect(short(byEditor).slice(-3)).toEqual([
    'CREATED ARTICLE only-drafted',
    'UPDATED ARTICLE only-drafted',
    'CREATED ARTICLE after-the-draft',
  ]);
});

describe('a filter', () => {
  const blocks = [{ kind: 'PARAGRAPH' as const, text: 'Vladimir Putin went to Damascus.' }];
  const expected = async (where: object, slugs: string[]): Promise<void> => {
    const heard = hear(client, ARTICLES, { after, where });
    const all = hear(client, ARTICLES, { after });
    await plant('with-names', { ...OUT, blocks });
    await plant('without-names', OUT);
    await plant('without-names', { ...WITHHELD });
    await plant('end-of-filter', { ...OUT, blocks });
    await until(() =>
      Promise.resolve(all.results.length === 4 && heard.results.length === slugs.length - 1),
    );
    await plant('with-names', WITHHELD);
    await until(() => Promise.resolve(all.results.length === 5));
    await until(() => Promise.resolve(heard.results.length >= slugs.length));
    heard.stop();
    all.stop();
    expect(short(heard)).toEqual(slugs);
    await server.db.query(
      `DELETE FROM article WHERE slug LIKE '%-names' OR slug = 'end-of-filter'`,
    );
  };
  const TOMBSTONES = ['WITHHELD ARTICLE without-names', 'WITHHELD ARTICLE with-names'];

  test.each([
    ['an entity', { entities: ['vladimir-putin', 'damascus'] }],
    ['one of several', { anyEntities: ['vladimir-putin', 'kremlin'] }],
    ['both', { entities: ['damascus'], sections: ['politics'] }],
  ])('by %s tells of what it lets through, and of all that is gone', async (_what, where) => {
    await expected(where, [
      'CREATED ARTICLE with-names',
      TOMBSTONES[0]!,
      'CREATED ARTICLE end-of-filter',
      TOMBSTONES[1]!,
    ]);
  });

  test('by a section that nothing stands in tells of what is gone alone', async () => {
    await expected({ sections: ['no-such-section'] }, TOMBSTONES);
  });

  test('by ids tells of nothing else', async () => {
    const [mine] = await plant('mine', OUT);
    after = (await upToDate(server, server.db)).cursor;
    const heard = hear(client, ARTICLES, { after, where: { ids: [mine!.id] } });
    await plant('not-mine', OUT);
    await plant('not-mine', WITHHELD);
    await plant('mine', WITHHELD);
    await until(() => Promise.resolve(heard.results.length > 0));
    heard.stop();
    expect(short(heard)).toEqual(['WITHHELD ARTICLE mine']);
  });

  test('of the timeline tells of the events that it lets through', async () => {
    const heard = hear(client, TIMELINE, {
      ...{ after, where: { entities: ['syria'], kinds: ['MEETING'] } },
    });
    const [article] = await plant('reports-two', OUT);
    const event = { date: { edtf: '2026-01-01' }, reports: [{ article: article! }] };
    await plantEvents(server.db, [
      { name: 'Elsewhere', ...event, participants: ['russia'] },
      { name: 'In Syria', ...event, participants: ['syria'] },
    ]);
    await until(() => Promise.resolve(heard.results.length > 0));
    await plant('reports-two', WITHHELD);
    await until(() => Promise.resolve(heard.results.length > 2));
    heard.stop();
    expect(short(heard)).toEqual([
      'CREATED EVENT In Syria',
      'WITHHELD EVENT unknown',
      'WITHHELD EVENT unknown',
    ]);
  });
});

test('what is done by way of one server is heard on another', async () => {
  const config = readConfig({ DATELINE_DATA_DIR: 'unused' });
  const other = await createServer({ config, db: server.db, log: pino({ level: 'silent' }) });
  const elsewhere = clientOf(await listen(other));
  const heard = hear(elsewhere, ARTICLES, { after });
  await endWith('from-the-other', heard);
  await elsewhere.dispose();
  await other.close();
  expect(short(heard)).toEqual(['CREATED ARTICLE from-the-other']);
});

test('of a connection to the database that is lost again and again, nothing is', async () => {
  const heard = hear(client, ARTICLES, { after });
  const killer = new Connection({ connectionString: server.url });
  await killer.connect();
  for (let i = 0; i < 40; i++) {
    if (i % 10 === 9) {
      await killer.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'dateline changes' AND datname = current_database()`,
      );
    }
    await plant(`through-thick-${i}`, OUT);
    // As another server would, while this one does not listen.
    await announce(server.db);
  }
  await killer.end();
  await until(() => Promise.resolve(heard.results.length >= 40));
  await endWith('through-thick-end', heard);
  heard.stop();
  expect(short(heard)).toEqual(
    [...Array.from({ length: 40 }, (_, i) => String(i)), 'end'].map(
      (i) => `CREATED ARTICLE through-thick-${i}`,
    ),
  );
});
