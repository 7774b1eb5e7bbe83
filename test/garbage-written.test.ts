import { once } from 'node:events';
import * as fc from 'fast-check';
import { getNamedType, isInputObjectType, type GraphQLInputObjectType } from 'graphql';
import type { DataSource } from 'typeorm';
import type WebSocket from 'ws';
import { encodeId, type IdFamily } from '../src/graphql/node';
import { proposeAll } from '../src/proposals/propose-all';
import { buildSchema } from '../src/schema';
import { until } from './support/cached';
import { expectClientsFault, formOf, garbled, operationWith, type Known } from './support/garbage';
import { plantStories } from './support/planted';
import { startTestServer, type GraphQLResult, type TestServer } from './support/server';
import { bareSocket, listen } from './support/sockets';

const schema = buildSchema();
/** What takes away what the others would change comes last. */
const TAKES_AWAY = /^(delete|dismiss|merge|reject|remove|withhold)/;
const mutations = Object.values(schema.getMutationType()!.getFields()).sort(
  ({ name: one }, { name: other }) => Number(TAKES_AWAY.test(one)) - Number(TAKES_AWAY.test(other)),
);
const subscriptions = Object.values(schema.getSubscriptionType()!.getFields());

let server: TestServer;
let url: string;
let leading: Known;
beforeAll(async () => {
  server = await startTestServer('desk', {
    viewer: { role: 'ADMIN', name: 'Ada' },
    environment: { DATELINE_RATE_LIMIT: 'off' },
  });
  const drafts = Array.from({ length: 30 }, (_, i) => ({
    ...{ slug: `draft-${i}`, headline: `Draft ${i}`, status: 'DRAFT' as const, publishedAt: null },
  }));
  await plantStories(server.db, drafts);
  await proposeAll(server.db, undefined, () => undefined);
  leading = await leadingIn(server.db);
  url = await listen(server.app);
});
afterAll(() => server.close());

/** Which ids lead deep, by the fields of inputs: the family and the table that has them. */
const IDS: Record<string, [IdFamily, table: string]> = {
  ...of(
    ['Article', 'article'],
    [
      ...['AddMentionInput.article', 'CitationInput.article', 'ArticleChangeWhere.ids'],
      ...['DeleteDraftInput.id', 'PublishArticleInput.id', 'ScheduleArticleInput.id'],
      ...['UpdateArticleInput.id', 'WithholdArticleInput.id'],
    ],
  ),
  ...of(['Block', 'block'], [...['AddMentionInput.block', 'BlockInput.id', 'CitationInput.block']]),
  ...of(
    ['Entity', 'entity'],
    [
      ...['AddAliasInput.id', 'MergeEntitiesInput.from', 'MergeEntitiesInput.into'],
      ...['RemoveAliasInput.id', 'UpdateEntityInput.id'],
    ],
  ),
  ...of(
    ['Event', 'event'],
    [...['AddCitationInput.claim', 'DeleteEventInput.id', 'UpdateEventInput.id']],
  ),
  ...of(['Mention', 'mention'], ['RemoveMentionInput.id', 'ResolveMentionInput.id']),
  ...of(['Citation', 'citation'], ['RemoveCitationInput.id']),
  ...of(['Office', 'office'], ['UpdateOfficeInput.id']),
  ...of(['BasePresence', 'base_presence'], ['UpdatePresenceInput.id']),
  ...of(['Proposal', 'proposal'], ['ConfirmEventInput.id', 'RejectEventInput.id']),
  ...of(['Suggestion', 'suggestion'], ['AcceptSuggestionInput.id', 'DismissSuggestionInput.id']),
};

function of<T>(value: T, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

const STORY = 'Vladimir Putin received Ahmad Al-Charaa in the Kremlin on 15 October 2025. '.repeat(
  5,
);
const MOMENT = '2026-01-28T09:00:00Z';
const PAGE = `<html><head><title>A page</title><meta property="article:published_time" content="${MOMENT}"></head><body><article><h1>A page</h1><p>${STORY}</p></article></body></html>`;
const FEED = `<rss version="2.0"><channel><title>News</title><item><title>An item</title><guid>1</guid><pubDate>Wed, 28 Jan 2026 09:00:00 GMT</pubDate><description>${STORY}</description></item></channel></rss>`;
const JSON_FEED = JSON.stringify({
  ...{ version: 'https://jsonfeed.org/version/1.1', title: 'News' },
  items: [{ id: '2', title: 'Another', content_text: STORY, date_published: MOMENT }],
});

async function leadingIn(db: DataSource): Promise<Known> {
  const ids = await Promise.all(
    Object.entries(IDS).map(async ([field, [family, table]]) => {
      const rows = await db.query<{ id: string }[]>(`SELECT id FROM ${table} ORDER BY id LIMIT 60`);
      return [field, rows.map(({ id }) => encodeId(family, id))] as const;
    }),
  );
  const cited = await db.query<{ article_id: string; block_id: string; quote: string }[]>(
    'SELECT article_id, block_id, quote FROM citation WHERE current ORDER BY id',
  );
  const places = await db.query<{ article_id: string; id: string; text: string }[]>(
    'SELECT article_id, id, text FROM block ORDER BY id LIMIT 60',
  );
  return {
    ...Object.fromEntries(ids),
    CitationInput: cited.map(({ article_id: article, quote }) => ({
      ...{ article: encodeId('Article', article), quote },
    })),
    AddMentionInput: places.map(({ article_id: article, id, text }) => ({
      ...{ article: encodeId('Article', article), block: encodeId('Block', id) },
      ...{ start: 0, end: text.indexOf(' '), text: text.split(' ')[0], entity: 'russia' },
    })),
    ImportArticleInput: [
      { text: `Politics\n\nA headline\n\n${STORY}`, publishedAt: '2026-01-28T09:00:00Z' },
      { format: 'HTML', text: PAGE, section: 'Politics', publish: true },
      { format: 'RSS', text: FEED, section: 'Politics' },
      { format: 'AUTO', text: JSON_FEED, section: 'politics' },
    ],
    'CreateArticleInput.language': ['en', 'ar'],
    'CreateArticleInput.section': ['politics', 'diplomacy'],
    'UpdateArticleInput.section': ['politics', 'diplomacy'],
    'RecordPresenceInput.base': ['hmeimim'],
    'RecordOfficeInput.holder': ['ahmad-al-charaa', 'vladimir-putin'],
    ...of(['SY', 'RU'], ['PersonDetailsInput.nationality', 'PlaceDetailsInput.country']),
    ...of(['SY', 'RU'], ['OrganizationDetailsInput.country', 'BaseDetailsInput.hostCountry']),
  };
}

test('every id that is written or followed leads deep', () => {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const ids = inputs.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => getNamedType(field.type).name === 'ID')
      .map((field) => `${type.name}.${field.name}`),
  );
  const asked = ['AuditWhere.subject', 'ProposalWhere.article'];
  expect(ids.filter((id) => !asked.includes(id)).sort()).toEqual(Object.keys(IDS).sort());
  const known = Object.entries(leading).filter(([field]) => field in IDS);
  expect(known.filter(([, values]) => values.length === 0)).toEqual([]);
});

test.each(mutations.map((field) => [field.name, field] as const))(
  'garbage in the input of %s is never our fault',
  async (_name, field) => {
    const query = operationWith('mutation', field);
    const inputs = garbled(
      formOf(getNamedType(field.args[0]!.type) as GraphQLInputObjectType),
      leading,
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const response = await server.app.inject({
          ...{ method: 'POST', url: '/graphql' },
          ...{ headers: { 'content-type': 'application/json' } },
          payload: JSON.stringify({ query, variables: { input } }),
        });
        expect(response.statusCode).toBeLessThan(500);
        expectClientsFault(response.json<GraphQLResult>().errors ?? [], input, ['CONFLICT']);
      }),
      // An answer that takes longer than any may is a failure.
      { numRuns: 60, timeout: 10_000 },
    );
  },
);

type Errors = NonNullable<GraphQLResult['errors']>;

/** A socket, and the errors with which each operation was answered: none yet where it has no entry. */
async function openSocket(): Promise<{ socket: WebSocket; answers: Map<string, Errors> }> {
  const socket = bareSocket(url);
  const answers = new Map<string, Errors>();
  socket.on('message', (data: Buffer) => {
    const { id, type, payload } = JSON.parse(data.toString());
    if (type === 'error') answers.set(id, payload);
    if (type === 'next') answers.set(id, [...(answers.get(id) ?? []), ...(payload.errors ?? [])]);
  });
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return { socket, answers };
}

test.each(subscriptions.map((field) => [field.name, field] as const))(
  'garbage in the arguments of %s is never our fault',
  async (_name, field) => {
    const { socket, answers } = await openSocket();
    const query = operationWith('subscription', field);
    const subscribe = (id: string, payload: object): void =>
      socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
    let count = 0;
    await fc.assert(
      fc.asyncProperty(garbled({ name: '', fields: field.args }, leading), async (variables) => {
        const [id, next] = [`${count++}`, `${count++}`];
        subscribe(id, { query, variables });
        // A subscription that is taken says nothing: one that is not has said so by the next answer.
        subscribe(next, { query: '{ changes(last: 1) { nodes { cursor } } }' });
        await until(() => Promise.resolve(answers.has(next)));
        socket.send(JSON.stringify({ id, type: 'complete' }));
        expect(socket.readyState).toBe(socket.OPEN);
        expect(answers.get(next)).toEqual([]);
        expectClientsFault(answers.get(id) ?? [], variables);
      }),
      { numRuns: 100, timeout: 10_000 },
    );
    socket.close();
  },
);
