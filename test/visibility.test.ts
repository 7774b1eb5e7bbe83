import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import {
  astFromValue,
  extendSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { pino } from 'pino';
import { Like } from 'typeorm';
import { blocksByArticle, blocksById } from '../src/articles/article.queries';
import { Block } from '../src/articles/block';
import { readConfig } from '../src/config';
import { announce } from '../src/feed/announce';
import { buildSchema } from '../src/schema';
import type { Role } from '../src/graphql/viewer';
import { createServer } from '../src/server';
import {
  HIDDEN,
  MARKER,
  plantBases,
  plantEvents,
  plantHidden,
  plantStories,
  type Planted,
} from './support/planted';
import {
  MORE_THAN_ANYBODY_MAY,
  startTestServer,
  type GraphQLResult,
  type TestServer,
} from './support/server';

// As in production: what graphql-js does instead for developers takes a third of the walk.
jest.mock('graphql/jsutils/instanceOf', () => ({
  instanceOf: (value: unknown, constructor: new () => unknown) => value instanceof constructor,
}));

// The walk: queries made from the schema alone, so that what is added to it is walked as well.

type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;
/** Arguments of a field, by name. */
type Values = Record<string, unknown>;
/** What arguments are given, by name and type: the first value is what a query uses that tests another. */
type KnownValues = Record<string, readonly unknown[]>;

/** A field, and the type whose fragment has to select it. */
interface Owned {
  owner: Composite;
  field: Field;
}

/** From one thing that has an id to the next, through what has none: edges, participants, … */
interface Way {
  steps: (Owned & { on: Composite })[];
  end: Composite;
}

const PAGE = 100;
/** So many values of an enum are asked for one by one as well as all at once. */
const MANY = 5;
const PAGING = ['first', 'after', 'last', 'before'];
/** The server takes 1000 tokens: this leaves room for what leads to a selection. */
const MAX_TOKENS = 800;
const MAX_DEPTH = 10;

const tokensOf = (text: string): number => text.match(/\w+|"[^"]*"|[^\s\w,]/g)?.length ?? 0;
const isIdentified = (type: Composite): boolean => 'id' in type.getFields();
const nameOf = ({ steps }: Way): string =>
  steps
    .map(({ owner, field }, i) => (i === 0 ? coordinateOf(owner, field.name) : field.name))
    .join('.');

/** A field by where it is declared: `Entity.articles`, for a Person’s as well. */
function coordinateOf(owner: Composite, field: string): string {
  const declaring = owner.getInterfaces().find((type) => field in type.getFields()) ?? owner;
  return `${declaring.name}.${field}`;
}

function compositeOf({ name, type }: Field): Composite | null {
  const named = getNamedType(type);
  if (isUnionType(named)) throw new Error(`the walk knows no unions, as of "${name}"`);
  return isCompositeType(named) ? named : null;
}

/** Makes the queries that walk a schema. */
class Walk {
  private readonly fields = new Map<Composite, Owned[]>();
  private readonly shortest = new Map<Composite, Way[]>();
  private readonly around = new Map<string, string[]>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly known: KnownValues,
    /** With what a root field is asked where the query is about what lies behind it. */
    private readonly starts: Record<string, Values>,
  ) {}

  /** Every root field with every argument; every field behind each, with every argument; and on from there. */
  queries(): string[] {
    const query = this.schema.getQueryType()!;
    const roots = Object.values(query.getFields()).map((field) => ({ owner: query, field }));
    return [
      ...roots.flatMap((root) => this.rootVariants(query, root)),
      ...this.fieldVariants(query),
      ...this.paths(query).flatMap((path) => this.lookAround(path)),
    ];
  }

  /** Every way from a type to the next things that have an id. */
  ways(from: Composite): Way[] {
    return this.fieldsOf(from).flatMap((owned) => this.waysThrough(from, owned, []));
  }

  private waysThrough(on: Composite, owned: Owned, before: Way['steps']): Way[] {
    const end = compositeOf(owned.field);
    const steps = [...before, { ...owned, on }];
    if (!end || steps.length > MAX_DEPTH) return [];
    if (isIdentified(end)) return [{ steps, end }];
    return this.fieldsOf(end).flatMap((next) => this.waysThrough(end, next, steps));
  }

  /** The fields that can be selected on a type: for an interface, those of what implements it as well. */
  private fieldsOf(type: Composite): Owned[] {
    return once(this.fields, type, () => this.findFields(type));
  }

  private findFields(type: Composite): Owned[] {
    const own = Object.values(type.getFields()).map((field) => ({ owner: type, field }));
    if (!isInterfaceType(type)) return own;
    const { interfaces, objects } = this.schema.getImplementations(type);
    const owners = [type, ...interfaces];
    const isNew = (owner: Composite, field: Field): boolean =>
      !owners.some(
        (one) => one !== owner && field.name in one.getFields() && extendsType(owner, one),
      );
    return own.concat(
      [...interfaces, ...objects].flatMap((owner) =>
        Object.values(owner.getFields())
          .filter((field) => isNew(owner, field))
          .map((field) => ({ owner, field })),
      ),
    );
  }

  private rootVariants(query: Composite, root: Owned): string[] {
    const { field } = root;
    const inside = this.selection(compositeOf(field));
    const variants = this.variants(field).map((values) => this.call(query, root, values, inside));
    const ways = this.shortestWays(query).filter(({ steps }) => steps[0]!.field === field);
    const around = ways.flatMap((way) => this.lookAround([way]));
    return [...variants.map((one) => `{ ${one} }`), ...around];
  }

  /** Each field with each of its arguments: on what a list at the root holds, most things at once. */
  private fieldVariants(query: Composite): string[] {
    const lists = this.shortestWays(query).filter(({ steps }) => isListed(steps[0]!.field));
    lists.sort((a, b) => this.fieldsOf(b.end).length - this.fieldsOf(a.end).length);
    const seen = new Set<string>();
    return [...lists.map((way) => [way]), ...this.paths(query)].flatMap((path) =>
      this.fieldsOf(path.at(-1)!.end).flatMap((owned) => {
        const coordinate = coordinateOf(owned.owner, owned.field.name);
        if (seen.has(coordinate)) return [];
        seen.add(coordinate);
        return this.variantsAt(path, owned);
      }),
    );
  }

  private variantsAt(path: readonly Way[], owned: Owned): string[] {
    const inside = this.selection(compositeOf(owned.field));
    const [, ...variants] = this.variants(owned.field);
    return variants.map((values) =>
      this.wrap(path, this.call(path.at(-1)!.end, owned, values, inside)),
    );
  }

  /** Paths that between them follow each way once from the root, and each way after each other. */
  private paths(query: Composite): Way[][] {
    const seen = new Set<string>();
    const all: Way[][] = [];
    const isOne = ({ steps }: Way): number => (isListed(steps[0]!.field) ? 0 : 1);
    let paths = this.shortestWays(query)
      .toSorted((a, b) => isOne(a) - isOne(b))
      .map((way) => [way]);
    while (paths.length > 0) {
      paths = paths.flatMap((path) =>
        this.shortestWays(path.at(-1)!.end).flatMap((way) => {
          const from = path.length > 1 ? nameOf(path.at(-1)!) : 'a root field';
          const step = `${from} > ${nameOf(way)}`;
          if (seen.has(step) || lengthOf(path) + way.steps.length >= MAX_DEPTH) return [];
          seen.add(step);
          return [[...path, way]];
        }),
      );
      all.push(...paths);
    }
    return all;
  }

  /** One way through each field to each type behind it. */
  private shortestWays(from: Composite): Way[] {
    return once(this.shortest, from, () => this.findShortestWays(from));
  }

  private findShortestWays(from: Composite): Way[] {
    const byEnd = new Map<string, Way>();
    for (const way of this.ways(from).toSorted((a, b) => a.steps.length - b.steps.length)) {
      const [first] = way.steps;
      const key = `${first!.owner.name}.${first!.field.name} ${way.end.name}`;
      if (!byEnd.has(key)) byEnd.set(key, way);
    }
    return [...byEnd.values()];
  }

  /** Selects all that stands at the end of a path, and, of a short path, one step further each way. */
  private lookAround(path: readonly Way[]): string[] {
    const { end } = path.at(-1)!;
    if (path.length > 2) return [this.wrap(path, this.selection(end).slice(2, -2))];
    const size = path.length > 1 ? 3 : PAGE;
    const room = MAX_DEPTH - lengthOf(path);
    const packs = once(this.around, `${end.name} ${size} ${room}`, () =>
      packed(this.partsOf(end, size).filter((part) => depthOf(part) <= room)),
    );
    return packs.map((part) => this.wrap(path, part));
  }

  /** What stands at a type, and each step from there. */
  private partsOf(type: Composite, size: number): string[] {
    const near = this.fieldsOf(type).filter(({ field }) => this.leadsOn(compositeOf(field)));
    const steps = near.map((owned) => {
      const values = this.defaults(owned.field, size);
      return this.call(type, owned, values, this.selection(compositeOf(owned.field)));
    });
    return [this.selection(type).slice(2, -2), ...steps];
  }

  /** Asks for something at the end of a path; a longer path takes less on its way. */
  private wrap(path: readonly Way[], part: string): string {
    const steps = path.flatMap((way) => way.steps);
    const size = path.length > 1 ? 2 : PAGE;
    return steps.reduceRight((inside, step, i) => {
      const defaults = this.defaults(step.field, size);
      const start = { ...defaults, ...this.starts[step.field.name] };
      return `{ __typename ${this.call(step.on, step, i === 0 ? start : defaults, inside)} }`;
    }, `{ ${part} }`);
  }

  /**
   * Everything of a type up to the next things that have an id, and what those are: in full once, and by
   * their ids alone where a longer way leads to them as well (`nodes`, and `edges.node`).
   */
  private selection(
    type: Composite | null,
    within: readonly Composite[] = [],
    told: readonly (Composite | null)[] = [],
  ): string {
    if (!type) return '';
    if (told.includes(type)) return '{ __typename id }';
    const fields = this.fieldsOf(type).map((owned) => ({ owned, next: compositeOf(owned.field) }));
    const isTooFar = (next: Composite | null): boolean =>
      next !== null && (within.includes(next) || (isIdentified(type) && this.leadsOn(next)));
    const near = fields.map(({ next }) => next).filter((next) => next && isIdentified(next));
    const parts = fields
      .filter(({ next }) => !isTooFar(next))
      .map(({ owned, next }) => {
        const isNear = next !== null && near.includes(next);
        const inside = this.selection(next, [...within, type], isNear ? told : [...told, ...near]);
        return this.call(type, owned, this.defaults(owned.field, PAGE), inside);
      });
    return `{ __typename ${parts.join(' ')} }`;
  }

  /** Whether there is something with an id behind a type. */
  private leadsOn(type: Composite | null, within: readonly Composite[] = []): boolean {
    if (!type || within.includes(type)) return false;
    return (
      isIdentified(type) ||
      this.fieldsOf(type).some(({ field }) => this.leadsOn(compositeOf(field), [...within, type]))
    );
  }

  /** A field as it is selected on a type. */
  private call(on: Composite, { owner, field }: Owned, values: Values, selection: string): string {
    const given = field.args.filter(({ name }) => name in values);
    const args = given.map(
      (arg) => `${arg.name}: ${print(astFromValue(values[arg.name], arg.type)!)}`,
    );
    const rivals = this.fieldsOf(on).filter((other) => other.field.name === field.name);
    const clashes = rivals.some((other) => String(other.field.type) !== String(field.type));
    const alias = clashes ? `${owner.name}_${field.name}: ` : '';
    const text = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection}`;
    return owner === on ? text : `... on ${owner.name} { ${text} }`;
  }

  private defaults(field: Field, size: number): Values {
    const first = field.args.some(({ name }) => name === 'first') ? { first: size } : {};
    return { ...this.required(field)[0], ...first };
  }

  private required(field: Field): Values[] {
    const required = field.args.filter((arg) => isNonNullType(arg.type));
    return required.reduce<Values[]>(
      (all, arg) =>
        all.flatMap((values) => this.valuesOf(arg).map((one) => ({ ...values, [arg.name]: one }))),
      [{}],
    );
  }

  /** The required arguments with each value; each value of the optional ones, one at a time; the last page. */
  private variants(field: Field): Values[] {
    const pages = field.args.some(({ name }) => name === 'first') ? { first: PAGE } : {};
    const backward = field.args.some(({ name }) => name === 'last') ? [{ last: PAGE }] : [];
    const optional = field.args.filter(
      ({ name, type }) => !isNonNullType(type) && !PAGING.includes(name),
    );
    const options = optional.flatMap((arg) =>
      this.valuesOf(arg).map((one) => ({ ...pages, [arg.name]: one })),
    );
    const [first, ...others] = this.required(field);
    return [
      ...[pages, ...options, ...backward].map((values) => ({ ...first, ...values })),
      ...others.map((values) => ({ ...values, ...pages })),
    ];
  }

  private valuesOf(input: Input): readonly unknown[] {
    const known = this.known[`${input.name}: ${String(input.type)}`];
    if (known) return known;
    const named = getNamedType(input.type);
    if (isInputObjectType(named)) {
      return Object.values(named.getFields()).flatMap((field) =>
        this.valuesOf(field).map((value) => ({ [field.name]: value })),
      );
    }
    const values = isEnumType(named) ? named.getValues().map(({ value }) => value as unknown) : [];
    if (values.length === 0) {
      throw new Error(`The walk has no values for "${input.name}: ${String(input.type)}".`);
    }
    if (!isListType(getNullableType(input.type))) return values;
    return [values, ...values.slice(0, MANY).map((one) => [one])];
  }
}

function extendsType(type: Composite, other: Composite): boolean {
  return isInterfaceType(other) && type.getInterfaces().includes(other);
}

function isListed({ type, args }: Field): boolean {
  return isListType(getNullableType(type)) || args.some(({ name }) => name === 'first');
}

const lengthOf = (path: readonly Way[]): number =>
  path.reduce((length, { steps }) => length + steps.length, 0);

/** As few selections as hold all parts. */
function packed(parts: readonly string[]): string[] {
  const packs: string[] = [];
  for (const part of parts) {
    const last = packs.at(-1);
    if (last !== undefined && tokensOf(last) + tokensOf(part) <= MAX_TOKENS) {
      packs[packs.length - 1] = `${last} ${part}`;
    } else packs.push(part);
  }
  return packs;
}

function depthOf(part: string): number {
  const depth = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((one) => {
        if (one.kind === Kind.FRAGMENT_SPREAD) return 0;
        return depth(one.selectionSet) + (one.kind === Kind.FIELD ? 1 : 0);
      }),
    );
  const [query] = parse(`{ ${part} }`).definitions;
  return depth(query && 'selectionSet' in query ? query.selectionSet : undefined);
}

/** What is made for a key when it is first asked for. */
function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

// What is asked for, and what must not be found.

const FAMILIES = {
  ...{ articles: 'Article', events: 'Event', offices: 'Office', presences: 'BasePresence' },
  ...{ blocks: 'Block', mentions: 'Mention', citations: 'Citation' },
};
type Hidden = keyof typeof FAMILIES;

/** The API's ids of what is planted, by kind. */
function idsOf(planted: Planted): Record<Hidden, string[]> {
  const encode = (kind: Hidden): string[] =>
    planted[kind].map((uuid) => Buffer.from(`${FAMILIES[kind]}:${uuid}`).toString('base64url'));
  const kinds = Object.keys(FAMILIES) as Hidden[];
  return Object.fromEntries(kinds.map((kind) => [kind, encode(kind)])) as Record<Hidden, string[]>;
}

function knownValues(planted: Planted, publicIds: readonly string[]): KnownValues {
  const ids = idsOf(planted);
  const oneOfEach = Object.values(ids).map(([id]) => id);
  const hidden = HIDDEN.map(({ slug }) => slug);
  const [{ base, baseSlug, word }] = HIDDEN as [(typeof HIDDEN)[0]];
  const texts = ['Putin', MARKER, `"${word}"`, `Moscow or ${HIDDEN.at(-1)!.word}`];
  const slugs = [['syria'], [baseSlug], [...hidden, 'politics', 'russia', 'SY', 'en']];
  return {
    'slug: String!': ['syria', baseSlug, 'unknown', ...hidden],
    ...{ 'slug: String': ['syria', ...hidden], 'code: String': ['SY'] },
    'id: ID!': [publicIds[0], ...ids.articles, ...ids.events, ...oneOfEach],
    'ids: [ID!]!': [[...ids.articles, ...ids.events, ...publicIds]],
    ...{ 'query: String!': texts, 'text: String': texts },
    ...{ 'name: String': ['Syria', base, MARKER], 'mentionedIn: String': hidden },
    ...{ 'asOf: Date': ['2025-10-15', '2026-03-01', '2099-01-01'], 'from: Date': ['2025-10-01'] },
    ...{ 'to: Date': ['2025-10-31'], 'publishedFrom: DateTime': [new Date('2026-02-01')] },
    'publishedBefore: DateTime': [new Date('2026-04-01')],
    ...{ 'sections: [String!]': slugs, 'languages: [String!]': [['en']] },
    ...{ 'entities: [String!]': slugs, 'anyEntities: [String!]': slugs },
    ...{ 'countries: [String!]': slugs, 'hostCountries: [String!]': slugs },
    'operators: [String!]': slugs,
    'dismissed: Boolean': [true, false],
    ...{ 'number: Int!': [2, 1], 'since: Int': [0], 'before: Int': [2] },
    ...{ 'by: String': ['Edna'], 'action: String': ['createArticle'] },
    ...{
      'subject: ID': [ids.articles[0]],
      'article: ID': ids.articles.slice(0, 1),
      'from: DateTime': [new Date('2026-02-01')],
    },
    'before: DateTime': [new Date('2099-01-01')],
  };
}

const STARTS: Record<string, Values> = {
  ...{ article: { slug: 'refuge-at-hmeimim' }, entity: { slug: 'syria' }, country: { code: 'SY' } },
  ...{ person: { slug: 'vladimir-putin' }, base: { slug: 'hmeimim' }, place: { slug: 'moscow' } },
  proposals: { where: { states: ['OPEN', 'CONFIRMED', 'REJECTED'] } },
  ...{ organization: { slug: 'kremlin' }, section: { slug: 'politics' } },
  ...{ entities: { orderBy: 'MOST_MENTIONED' }, people: { where: { name: 'Putin' } } },
  // Entities come first in the feed, and nothing that is hidden is one.
  changes: { types: ['ARTICLE', 'EVENT'] },
  ...{ countries: { where: { name: 'Syria' } }, bases: { where: { name: 'Hmeimim' } } },
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every text in an answer that tells of what is hidden: a word of it, or an id, plain or in a cursor. */
function tracesIn(answer: unknown, uuids: ReadonlySet<string>): string[] {
  if (typeof answer === 'string') {
    const decoded = /^[\w-]{16,}$/.test(answer) ? Buffer.from(answer, 'base64url').toString() : '';
    const text = `${answer} ${decoded}`.toLowerCase();
    const found = text.match(UUID) ?? [];
    const isTrace = text.includes(MARKER) || found.some((uuid) => uuids.has(uuid));
    return isTrace ? [answer] : [];
  }
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap((value) => tracesIn(value, uuids));
}

type Answer = Record<string, unknown> & { __typename?: string; id?: string };

/** The ways by which an answer leads to something, named as the walk names them. */
function* waysTo(
  answer: Answer,
  type = 'Query',
  before = '',
): Generator<[id: string, way: string]> {
  for (const [key, value] of Object.entries(answer)) {
    const field = key.replace(/^[A-Z][A-Za-z]*_/, '');
    const declared = schema.getType(type) as Composite;
    const way = before ? `${before}.${field}` : coordinateOf(declared, field);
    for (const one of [value].flat()) {
      if (typeof one !== 'object' || one === null) continue;
      const next = one as Answer;
      if (next.id !== undefined) yield [next.id, way];
      yield* waysTo(next, next.__typename, next.id === undefined ? way : '');
    }
  }
}

interface Walked {
  queries: number;
  /** What a reader was shown that is hidden. */
  traces: object[];
  /** Where a reader was shown anything else than without what is hidden. */
  differences: object[];
  /** What the server could not answer, or the walk not ask. */
  faults: object[];
  /** What an editor was shown: planted ids, planted texts, and the ways that led to planted ids. */
  ids: Set<string>;
  texts: Set<string>;
  ways: Set<string>;
}

/** What an answer may be refused for: the walk asks everybody for everything. */
const EXPECTED = ['BAD_USER_INPUT', 'FORBIDDEN'];

type Send = (query: string) => Promise<GraphQLResult>;

/** A reader, an editor and an administrator of one database, and a reader of one that holds nothing hidden. */
interface Askers {
  reader: Send;
  editor: Send;
  admin: Send;
  without: Send;
}

async function walkAll(queries: readonly string[], askers: Askers): Promise<Walked> {
  const uuids = new Set(Object.values(planted).flat());
  const ids = new Set(Object.values(idsOf(planted)).flat());
  const walked: Walked = {
    ...{ queries: queries.length, traces: [], differences: [], faults: [] },
    ...{ ids: new Set(), texts: new Set(), ways: new Set() },
  };
  const step = async (query: string): Promise<void> => {
    const [shown, whole, every, plain] = await Promise.all(
      [askers.reader, askers.editor, askers.admin, askers.without].map((send) => send(query)),
    );
    const traces = tracesIn(shown, uuids);
    if (traces.length > 0) walked.traces.push({ query, traces: traces.slice(0, 3) });
    if (!isDeepStrictEqual(shown, plain)) walked.differences.push({ query, shown, plain });
    const refused = whole?.errors?.some(({ extensions }) => extensions.code === 'FORBIDDEN');
    const asksWho = query.startsWith('{ viewer');
    if (!refused && !asksWho && !isDeepStrictEqual(whole, every))
      walked.differences.push({ query, every });
    const errors = [shown, whole, plain].flatMap((answer) => answer?.errors ?? []);
    const faults = errors.filter(({ extensions }) => !EXPECTED.includes(extensions.code));
    if (faults.length > 0) walked.faults.push({ query, faults });
    for (const text of tracesIn(whole, uuids)) walked.texts.add(text);
    for (const [id, way] of waysTo((whole?.data ?? {}) as Answer)) {
      if (!ids.has(id)) continue;
      walked.ids.add(id);
      walked.ways.add(way);
    }
  };
  await inParallel(queries, step);
  return walked;
}

/** A few at a time, so that the servers have something to do while the database has. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}

let schema: GraphQLSchema;
let walk: Walk;
let planted: Planted;
let walked: Walked;
let reader: TestServer;
let without: TestServer;
let insiders: FastifyInstance[];

beforeAll(async () => {
  reader = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
  without = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
  const config = readConfig({
    ...MORE_THAN_ANYBODY_MAY,
    DATELINE_DATA_DIR: 'unused',
    DATELINE_QUERY_TIMEOUT_MS: '60000',
  });
  const log = pino({ level: 'silent' });
  insiders = await Promise.all(
    (['EDITOR', 'ADMIN'] as const).map((role) =>
      createServer({ config, db: reader.db, log, viewer: { role } }),
    ),
  );
  await plantBases(reader.db);
  await plantBases(without.db);
  planted = await plantHidden(reader.db);
  await rewriteHidden();
  await Promise.all([settleFeed(reader), settleFeed(without)]);
  schema = buildSchema();
  walk = new Walk(schema, knownValues(planted, await somePublicIds()), STARTS);
  walked = await walkAll(walk.queries(), {
    reader: (query) => reader.send(query),
    editor,
    admin: (query) => askInsider(insiders[1], query),
    without: (query) => without.send(query),
  });
}, 180_000);
afterAll(async () => {
  await Promise.all(insiders.map((app) => app.close()));
  await reader.close();
  await without.close();
});

async function askInsider(app: FastifyInstance | undefined, query: string): Promise<GraphQLResult> {
  const answer = await app!.inject({ method: 'POST', url: '/graphql', payload: { query } });
  return answer.json<GraphQLResult>();
}

const editor = (query: string): Promise<GraphQLResult> => askInsider(insiders[0], query);

/** Has all changes in the feed, at one moment: what happened to two databases alike did not at one time. */
async function settleFeed({ db }: TestServer): Promise<void> {
  await announce(db);
  await db.query(`UPDATE change SET at = '2026-01-01'`);
}

/** Gives what is hidden a past: a revision that is told no more. */
async function rewriteHidden(): Promise<void> {
  for (const { slug } of HIDDEN) {
    const { data } = await editor(
      `{ article(slug: "${slug}") { id revision blocks { id kind text } } }`,
    );
    const { id, revision, blocks } = data.article;
    const [{ id: blockId, text }] = blocks;
    const edited = `[{ id: "${blockId}", text: ${JSON.stringify(`${text} Berta Quillon said so again.`)} }]`;
    const { errors } = await editor(
      `mutation { updateArticle(input: { id: "${id}", expectedRevision: ${revision}, blocks: ${edited} }) {
        article { revision } } }`,
    );
    expect(errors).toBeUndefined();
  }
}

/** A few articles and events, and an entity of each kind. */
async function somePublicIds(): Promise<string[]> {
  const { timeline, articles, ...one } = await without.ask(`{
    timeline(last: 3) { nodes { id } }
    articles(first: 3) { nodes { id } }
    person(slug: "vladimir-putin") { id }
    country(code: "SY") { id }
    base(slug: "hmeimim") { id }
    organization(slug: "kremlin") { id }
    place(slug: "moscow") { id }
  }`);
  const all: { id: string }[] = [...timeline.nodes, ...articles.nodes, ...Object.values(one)];
  return all.map(({ id }) => id);
}

describe('a walk over every path of the schema', () => {
  test('asks nothing that the server can’t answer', () => {
    expect(walked.queries).toBeGreaterThan(500);
    expect(walked.faults.slice(0, 3)).toEqual([]);
  });

  test('shows readers no word and no id of what is hidden', () => {
    expect(walked.traces.slice(0, 3)).toEqual([]);
  });

  test('shows readers the same lists and counts as if nothing were hidden', () => {
    expect(walked.differences.slice(0, 1)).toEqual([]);
  });

  test('shows editors everything that is hidden', () => {
    const { articles, events, offices, presences } = idsOf(planted);
    const all = [...articles, ...events, ...offices, ...presences];
    expect(all.filter((id) => !walked.ids.has(id))).toEqual([]);
    const texts = [...walked.texts].join('\n');
    expect(
      HIDDEN.filter(({ slug, word }) => !texts.includes(slug) || !texts.includes(word)),
    ).toEqual([]);
  });

  test('leads editors to what is hidden by every way that the schema has', () => {
    const types = new Set([...Object.values(FAMILIES), 'Node']);
    const composites = Object.values(schema.getTypeMap()).filter(
      (type): type is Composite => isObjectType(type) || isInterfaceType(type),
    );
    const starts = composites.filter((type) => type.name === 'Query' || isIdentified(type));
    const ways = starts.flatMap((type) => walk.ways(type)).filter(({ end }) => types.has(end.name));
    const names = [...new Set(ways.map(nameOf))];
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !walked.ways.has(name))).toEqual([]);
  });

  test('can’t be made for an argument that it has no values for', () => {
    const addition = parse('extend type Query { rumours(about: Float): [Article!]! }');
    const extended = new Walk(
      extendSchema(schema, addition),
      knownValues(planted, ['some-id']),
      STARTS,
    );
    expect(() => extended.queries()).toThrow('no values for "about: Float"');
  });
});

test('an entity that hidden stories alone mention is there, and nobody has written of it', async () => {
  for (const { baseSlug: slug, base: name } of HIDDEN) {
    const { entity } = await reader.ask(
      `query ($slug: String!) {
        entity(slug: $slug) {
          name mentionCount
          articles { totalCount nodes { slug } }
          timeline { totalCount nodes { title } }
          coMentioned { articleCount }
          ... on Base { presence { id } }
        }
      }`,
      { slug },
    );
    const none = { totalCount: 0, nodes: [] };
    const nothing = {
      mentionCount: 0,
      articles: none,
      timeline: none,
      coMentioned: [],
      presence: [],
    };
    expect(entity).toEqual({ name, ...nothing });
  }
});

describe('what is hidden is refused in the words in which what is unknown is', () => {
  const { slug } = HIDDEN[0]!;
  const unknownId = Buffer.from('Article:00000000-0000-4000-8000-000000000000').toString(
    'base64url',
  );

  test.each([
    ['article', (name: string) => `{ article(slug: "${name}") { headline } }`],
    [
      'mentionedIn',
      (name: string) => `{ entities(where: { mentionedIn: "${name}" }) { totalCount } }`,
    ],
    ['a slug that is none', (name: string) => `{ article(slug: "${name}") { nothing } }`],
    [
      'a page that is too big',
      (name: string) => `{ search(query: "${name}", first: 101) { totalCount } }`,
    ],
  ])('%s', async (_, query) => {
    expect(await reader.send(query(slug))).toEqual(
      await reader.send(query('x'.repeat(slug.length))),
    );
  });

  test('node, nodes and event', async () => {
    for (const id of [...idsOf(planted).articles, ...idsOf(planted).events]) {
      const query =
        'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } event(id: $id) { id } }';
      const answer = await reader.send(query, { id });
      expect(answer).toEqual({ data: { node: null, nodes: [null], event: null } });
      expect(answer).toEqual(await reader.send(query, { id: unknownId }));
    }
  });
});

/** All that tells a reader of a story, and of the event that it alone supports. */
async function shownOf(slug: string, eventId: string): Promise<Record<string, unknown>> {
  return reader.ask(
    `query ($slug: String!, $id: ID!) {
      article(slug: $slug) { slug }
      articles(where: { sections: ["politics"], text: "gazebo" }) { totalCount }
      search(query: "gazebo") { totalCount }
      entities(where: { mentionedIn: $slug }) { totalCount }
      event(id: $id) { citations { quote } }
      node(id: $id) { id }
      timeline(where: { entities: ["euphrates"], from: "2026-05-05", to: "2026-05-05" }) { totalCount }
    }`,
    { slug, id: eventId },
  );
}

const none = { totalCount: 0 };
const NOTHING = {
  ...{ article: null, articles: none, search: none, entities: none },
  ...{ event: null, node: null, timeline: none },
};

async function plantStoryWithEvent(
  slug: string,
  publishedAt: Date,
): Promise<{ eventId: string; everything: object }> {
  const quote = 'A gazebo stands by the Euphrates.';
  const blocks = [{ kind: 'PARAGRAPH' as const, text: quote }];
  const [article] = await plantStories(reader.db, [{ slug, publishedAt, blocks }]);
  const [event] = await plantEvents(reader.db, [
    {
      name: `event of ${slug}`,
      date: { edtf: '2026-05-05' },
      reports: [{ article: article! }],
      participants: ['euphrates'],
    },
  ]);
  const one = { totalCount: 1 };
  const everything = {
    ...{ article: { slug }, articles: one, search: one, entities: one, timeline: one },
    ...{ event: { citations: [{ quote }] }, node: { id: event!.id } },
  };
  return { eventId: event!.id, everything };
}

async function databaseClock(): Promise<number> {
  const [row] = await reader.db.query<[{ now: Date }]>('SELECT clock_timestamp() AS now');
  return row.now.getTime();
}

test('a story appears at its hour, and is gone when withheld, each time with its event', async () => {
  const hour = (await databaseClock()) + 1500;
  const { eventId, everything } = await plantStoryWithEvent('at-its-hour', new Date(hour));
  let polls = 0;
  for (let isBefore = true; isBefore; polls += 1) {
    const before = await databaseClock();
    const shown = await shownOf('at-its-hour', eventId);
    const after = await databaseClock();
    isBefore = before < hour;
    if (after < hour) expect(shown).toEqual(NOTHING);
    else if (!isBefore) expect(shown).toEqual(everything);
    await setTimeout(20);
  }
  expect(polls).toBeGreaterThan(3);
  const [block] = await reader.db.manager.find(Block, { where: { text: Like('A gazebo%') } });
  await plantStories(reader.db, [{ slug: 'at-its-hour', status: 'WITHHELD', blocks: [block!] }]);
  expect(await shownOf('at-its-hour', eventId)).toEqual(NOTHING);
}, 15_000);

describe('of a story that is withheld while it is read', () => {
  test('no block is read any more', async () => {
    const server = await startTestServer('desk');
    const [block] = await server.db.manager.find(Block, { take: 1 });
    const { articleId, uuid } = block!;
    const read = async (role: Role): Promise<unknown[]> => {
      const blocks = await blocksByArticle(server.db, { role }, new Set(['text'])).load(articleId);
      return [
        blocks.length > 0,
        await blocksById(server.db, { role }, new Set(['text'])).load(uuid),
      ];
    };
    expect(await read('READER')).toEqual([true, expect.anything()]);
    await server.db.query(`UPDATE article SET status = 'WITHHELD' WHERE id = $1`, [articleId]);
    expect(await read('READER')).toEqual([false, null]);
    expect(await read('EDITOR')).toEqual([true, expect.anything()]);
    await server.close();
  });

  test('what an answer can’t be without is told not to be there', async () => {
    const server = await startTestServer('desk');
    await server.db.query(`SET session_replication_role = replica; DELETE FROM block`);
    const { errors } = await server.send(
      '{ articles(first: 1) { nodes { mentions(first: 1) { nodes { block { text } } } } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await server.close();
  });
});
