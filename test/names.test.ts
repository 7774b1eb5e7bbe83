import countries, { type Country } from 'world-countries';
import type { Desk } from '../src/desk/format';
import { readDesk } from '../src/desk/read-desk';
import { entitiesNamed } from '../src/entities/name-match';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

interface Named {
  slug: string;
  name: string;
}

/** The slugs of all entities of a filter, in order. */
async function slugsOf(where: object, orderBy = 'NAME'): Promise<string[]> {
  const slugs: string[] = [];
  let after: string | null = null;
  do {
    const { entities } = await server.ask(
      `query ($where: EntityWhere, $orderBy: EntityOrder, $after: String) {
        entities(where: $where, orderBy: $orderBy, first: 100, after: $after) {
          totalCount nodes { slug } pageInfo { hasNextPage endCursor } } }`,
      { where, orderBy, after },
    );
    slugs.push(...entities.nodes.map(({ slug }: Named) => slug));
    after = entities.pageInfo.hasNextPage ? entities.pageInfo.endCursor : null;
    if (after === null) expect(slugs).toHaveLength(entities.totalCount);
  } while (after !== null);
  return slugs;
}

describe('a name', () => {
  const FOUND: [name: string, slug: string][] = [
    ['al-Sharaa', 'ahmad-al-charaa'],
    ['Ahmed al-Sharaa', 'ahmad-al-charaa'],
    ['أحمد الشرع', 'ahmad-al-charaa'],
    ['احمد الشرع', 'ahmad-al-charaa'], // without the hamza
    ['أَحْمَد الشَّرْع', 'ahmad-al-charaa'], // with vowel marks
    ['AL-SHARAA', 'ahmad-al-charaa'],
    ['Al\u2011Sharaa', 'ahmad-al-charaa'], // non-breaking hyphen
    ['Al\u2010Sharaa', 'ahmad-al-charaa'], // hyphen
    ['Al–Sharaa', 'ahmad-al-charaa'],
    ['al Sharaa', 'ahmad-al-charaa'],
    ['al\u00a0Sharaa', 'ahmad-al-charaa'], // non-breaking space
    ['‘al‑Sharaa’', 'ahmad-al-charaa'],
    ['“Ahmed al‑Sharaa”', 'ahmad-al-charaa'],
    ['Ахмед аш-Шараа', 'ahmad-al-charaa'],
    ['Ahmad Al-Charaa', 'ahmad-al-charaa'],
    ['Abu Mohammad al-Julani', 'ahmad-al-charaa'],
    ['Путин', 'vladimir-putin'],
    ['ВЛАДИМИР ПУТИН', 'vladimir-putin'],
    ['Россия', 'russia'],
    ['سوريا', 'syria'],
    ['SDF', 'syrian-democratic-forces'],
    ['Guinea', 'guinea'],
    ['Niger', 'niger'],
    ['Tartus', 'tartus'],
    ['Tartus naval base', 'tartus-naval-base'],
    ['Qamishli', 'qamishli'],
    ['Sana’a', 'sana-a'],
    ["Sana'a", 'sana-a'],
    ['Sana', 'sana'],
    ['Côte d’Ivoire', 'ivory-coast'],
    ["cote d'ivoire", 'ivory-coast'],
    ['sao tome', 'sao-tome'],
    ['Ｓｙｒｉａ', 'syria'], // full-width letters
  ];

  test.each(FOUND)('%s finds %s first', async (name, slug) => {
    expect((await slugsOf({ name }))[0]).toBe(slug);
  });

  test('that is whole stands before longer ones that hold it', async () => {
    const guineas = await slugsOf({ name: 'Guinea' });
    expect(guineas.slice(1, 4).sort()).toEqual([
      ...['equatorial-guinea', 'guinea-bissau', 'papua-new-guinea'],
    ]);
    expect((await slugsOf({ name: 'Tartus' })).slice(0, 2)).toEqual([
      'tartus',
      'tartus-naval-base',
    ]);
    const qamishli = await slugsOf({ name: 'Qamishli', kinds: ['BASE', 'PLACE'] });
    expect(qamishli.slice(0, 2)).toEqual(['qamishli', 'qamishli-airport']);
  });

  test.each(['', ' ', '-', '’', '%', '_', '\\', '😀', 'zzzzzzzz'])(
    'that is none, %j, finds nothing',
    async (name) => {
      expect(await slugsOf({ name })).toEqual([]);
    },
  );

  test('that grows when it is folded is found all the same', async () => {
    expect((await slugsOf({ name: '㎀㎁㎃ '.repeat(50) }))[0]).toBe('panama');
  });

  test.each([
    ['a word again and again', 'Putin '.repeat(33)],
    ['signs that fold to 18 letters each', 'ﷺ'.repeat(200)],
    ['emoji', '😀'.repeat(100)],
    ['one letter', 'x'.repeat(200)],
  ])('of 200 characters, %s, is no error', async (_, name) => {
    const { errors } = await server.send(
      'query ($name: String) { entities(where: { name: $name }) { totalCount } }',
      { name },
    );
    expect(errors).toBeUndefined();
  });

  test('of more than 200 characters is refused', async () => {
    const query = 'query ($name: String) { entities(where: { name: $name }) { totalCount } }';
    expect(await server.codeOf(query, { name: 'x'.repeat(201) })).toBe('BAD_USER_INPUT');
  });

  test('of null filters nothing', async () => {
    expect(await slugsOf({ name: null, kinds: ['PERSON'] })).toHaveLength(10);
  });

  test('is matched by all of an entity’s names, and finds it once', async () => {
    const found = await slugsOf({ name: 'Abu Mohammed' });
    expect(found.filter((slug) => slug === 'ahmad-al-charaa')).toHaveLength(1);
  });

  test('orders by match, unless another order is asked for', async () => {
    const { entities } = await server.ask(`{
      entities(where: { name: "Syrian" }, orderBy: MOST_MENTIONED) { nodes { slug mentionCount } } }`);
    const counts = entities.nodes.map(({ mentionCount }: { mentionCount: number }) => mentionCount);
    expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
    const slugs: string[] = entities.nodes.map(({ slug }: Named) => slug);
    const byMatch = await slugsOf({ name: 'Syrian' });
    expect(byMatch).not.toEqual(slugs);
    expect(byMatch.toSorted()).toEqual(slugs.toSorted());
  });

  test('filters people, countries and bases alike', async () => {
    const found = await server.ask(`{
      people(where: { name: "Assad" }) { nodes { slug } }
      countries(where: { name: "Rusia" }) { nodes { slug } }
      bases(where: { name: "Khmeimim" }) { nodes { slug } }
    }`);
    expect(found.people.nodes[0]).toEqual({ slug: 'bashar-al-assad' });
    expect(found.countries.nodes[0]).toEqual({ slug: 'russia' });
    expect(found.bases.nodes).toEqual([{ slug: 'hmeimim' }]);
  });
});

describe('a misspelled name', () => {
  type Slip = (name: string, at: number) => string;
  const slips: Record<string, Slip> = {
    'another letter': (name, at) => `${name.slice(0, at)}x${name.slice(at + 1)}`,
    'a letter less': (name, at) => name.slice(0, at) + name.slice(at + 1),
    'a letter more': (name, at) => `${name.slice(0, at)}x${name.slice(at)}`,
    'two letters swapped': (name, at) =>
      `${name.slice(0, at)}${name.charAt(at + 1)}${name.charAt(at)}${name.slice(at + 2)}`,
  };

  /** Names that one slip makes of a name, at its ends and between, and what is found by each. */
  async function found(name: string, slip: Slip): Promise<Map<string, string[]>> {
    const last = name.length - 1;
    const places = [0, 1, Math.floor(last / 3), Math.floor((2 * last) / 3), last - 1, last];
    const misspelled = new Set(places.map((at) => slip(name, at)));
    misspelled.delete(name);
    const answers = new Map<string, string[]>();
    for (const one of misspelled) {
      const { entities } = await server.ask(
        'query ($name: String) { entities(where: { name: $name }) { nodes { slug } } }',
        { name: one },
      );
      answers.set(
        one,
        entities.nodes.map(({ slug }: Named) => slug),
      );
    }
    return answers;
  }

  const NAMES: [name: string, slug: string][] = [
    ['Vladimir Putin', 'vladimir-putin'],
    ['Ahmad Al-Charaa', 'ahmad-al-charaa'],
    ['Bashar Al-Assad', 'bashar-al-assad'],
    ['Dmitry Peskov', 'dmitry-peskov'],
    ['Sergey Lavrov', 'sergey-lavrov'],
    ['Asaad al-Shaibani', 'asaad-al-shaibani'],
    ['Hayat Tahrir al-Sham', 'hayat-tahrir-al-sham'],
    ['Qamishli airport', 'qamishli-airport'],
    ['Euphrates', 'euphrates'],
    ['Hmeimim', 'hmeimim'],
    ['Kremlin', 'kremlin'],
    ['Moscow', 'moscow'],
    ['Russia', 'russia'],
    ['Putin', 'vladimir-putin'],
    ['Lavrov', 'sergey-lavrov'],
  ];
  const CASES = NAMES.flatMap(([name, slug]) =>
    Object.entries(slips).map(([what, slip]) => [name, what, slug, slip] as const),
  );

  test.each(CASES)('%s with %s finds %s first', async (name, _, slug, slip) => {
    const missed = [...(await found(name, slip))].filter(([, slugs]) => slugs[0] !== slug);
    expect(missed).toEqual([]);
  });

  test.each([
    ['Mosow', 'moscow'],
    ['Tatus', 'tartus'],
    ['Sria', 'syria'],
    ['Latkaia', 'latakia'],
    ['al-Sahraa', 'ahmad-al-charaa'],
  ])('%s finds %s first', async (name, slug) => {
    expect((await slugsOf({ name }))[0]).toBe(slug);
  });
});

describe('the statement that finds names', () => {
  /** How PostgreSQL means to run it, after some other statements. */
  async function planOf(...before: string[]): Promise<string> {
    const { text, values } = entitiesNamed('al-Sharaa');
    const plan = await server.db.transaction(async (manager) => {
      for (const statement of before) await manager.query(statement);
      return manager.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${text}`, values);
    });
    return plan.map((row) => row['QUERY PLAN']).join('\n');
  }

  test('can use the trigram indexes', async () => {
    const plan = await planOf(
      "SELECT gin_clean_pending_list('entity_name_trgm')",
      "SELECT gin_clean_pending_list('alias_text_trgm')",
      'SET LOCAL enable_seqscan = off',
    );
    expect(plan).toContain('Bitmap Index Scan on entity_name_trgm');
    expect(plan).toContain('Bitmap Index Scan on alias_text_trgm');
    expect(plan).not.toContain('Seq Scan');
  });
});

describe('filters', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await readDesk('content');
  });

  const countryOf = (entity: Desk['entities'][number]): string | undefined => {
    if ('nationality' in entity) return entity.nationality;
    if ('hostCountry' in entity) return entity.hostCountry;
    return 'country' in entity ? entity.country : undefined;
  };

  test.each(['PERSON', 'BASE', 'ORGANIZATION'])('kinds: %s', async (kind) => {
    const expected = desk.entities.filter((entity) => entity.kind === kind);
    const slugs = await slugsOf({ kinds: [kind] });
    expect([...slugs].sort()).toEqual(expected.map(({ slug }) => slug).sort());
  });

  test('several kinds, and none', async () => {
    const [bases, people] = [
      await slugsOf({ kinds: ['BASE'] }),
      await slugsOf({ kinds: ['PERSON'] }),
    ];
    const both = await slugsOf({ kinds: ['PERSON', 'BASE'] });
    expect([...both].sort()).toEqual([...bases, ...people].sort());
    expect(await slugsOf({ kinds: [] })).toEqual([]);
    expect(await slugsOf({ kinds: ['COUNTRY'] })).toHaveLength(countries.length);
  });

  test.each(['syria', 'SY', 'SYR', 'sy', 'Syr'])('countries: %s', async (country) => {
    const expected = desk.entities.filter((entity) => countryOf(entity) === 'syria');
    const slugs = await slugsOf({ countries: [country] });
    expect(slugs).toHaveLength(16);
    expect([...slugs].sort()).toEqual(expected.map(({ slug }) => slug).sort());
  });

  test('several countries, one that is none, and a slug of something else', async () => {
    const [syrian, russian] = [
      await slugsOf({ countries: ['syria'] }),
      await slugsOf({ countries: ['RUS'] }),
    ];
    const both = await slugsOf({ countries: ['RU', 'syria'] });
    expect([...both].sort()).toEqual([...syrian, ...russian].sort());
    expect(await slugsOf({ countries: ['XX'] })).toEqual([]);
    expect(await slugsOf({ countries: ['vladimir-putin'] })).toEqual([]);
  });

  test('mentionedIn: the entities of one article, by name', async () => {
    const { article } = await server.ask(`{ article(slug: "security-council-lifts-sanctions") {
      entities(first: 100) { nodes { slug name } } } }`);
    const named: Named[] = article.entities.nodes;
    const byName = named.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    expect(named.length).toBeGreaterThan(5);
    expect(await slugsOf({ mentionedIn: 'security-council-lifts-sanctions' })).toEqual(
      byName.map(({ slug }) => slug),
    );
    expect(await slugsOf({ mentionedIn: 'no-such-article' })).toEqual([]);
  });

  test('mentionedIn: nothing of an article that readers may not read', async () => {
    const where = { mentionedIn: 'shaibani-in-moscow' };
    const set = (status: string): Promise<unknown> =>
      server.db.query('UPDATE article SET status = $1 WHERE slug = $2', [
        status,
        where.mentionedIn,
      ]);
    expect(await slugsOf(where)).toContain('asaad-al-shaibani');
    await set('DRAFT');
    try {
      expect(await slugsOf(where)).toEqual([]);
    } finally {
      await set('PUBLISHED');
    }
  });

  test('hold together', async () => {
    const where = { kinds: ['PERSON'], countries: ['RUS'], mentionedIn: 'shaibani-in-moscow' };
    expect(await slugsOf(where)).toEqual(['mikhail-bogdanov', 'sergey-lavrov', 'vladimir-putin']);
    expect(await slugsOf({ ...where, name: 'Lavrow' })).toEqual(['sergey-lavrov']);
    expect(await slugsOf({ ...where, name: 'Assad' })).toEqual([]);
  });
});

describe('countries', () => {
  const FIELDS =
    'slug name kind isoAlpha2 isoAlpha3 demonym capital { name slug country { slug } }';

  async function countryWith(argument: 'code' | 'slug', value: string): Promise<Named | null> {
    const { country } = await server.ask(
      `query ($value: String!) { country(${argument}: $value) { slug name } }`,
      { value },
    );
    return country;
  }

  test.each([
    ['code', 'SY'],
    ['code', 'SYR'],
    ['code', 'sy'],
    ['code', 'syr'],
    ['code', 'sYr'],
    ['slug', 'syria'],
  ] as const)('by %s %s', async (argument, value) => {
    expect(await countryWith(argument, value)).toEqual({ slug: 'syria', name: 'Syria' });
  });

  test.each([
    ['code', 'XX'],
    ['code', ''],
    ['code', 'syria'],
    ['code', 'ß'],
    ['slug', 'SY'],
    ['slug', 'vladimir-putin'],
    ['slug', ''],
  ] as const)('none by %s %j', async (argument, value) => {
    expect(await countryWith(argument, value)).toBeNull();
  });

  test.each(['', '(code: "SY", slug: "syria")', '(code: null)', '(code: null, slug: null)'])(
    'country%s is refused',
    async (args) => {
      expect(await server.codeOf(`{ country${args} { slug } }`)).toBe('BAD_USER_INPUT');
    },
  );

  test('of ISO 3166-1 are all there, as far as the package has them, and Kosovo', async () => {
    const found = new Map<string, Record<string, unknown> & Named>();
    let after: string | null = null;
    do {
      const page = await server.ask(
        `query ($after: String) { countries(first: 100, after: $after) {
          nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      for (const country of page.countries.nodes) found.set(country.isoAlpha2, country);
      after = page.countries.pageInfo.hasNextPage ? page.countries.pageInfo.endCursor : null;
    } while (after !== null);

    const official = countries.filter(({ status }) => status === 'officially-assigned');
    expect(official).toHaveLength(249);
    expect([...found.keys()].sort()).toEqual([...official.map(({ cca2 }) => cca2), 'XK'].sort());
    for (const country of countries)
      expect(told(found.get(country.cca2))).toEqual(expected(country));
  });

  type Told = Record<string, unknown> & { capital?: { name: string; country: Named } | null };

  /** What the server says of a country, with a capital of the same name told as it is. */
  function told(country: Told | undefined): object {
    const { capital = null, slug, ...rest } = country ?? {};
    expect(capital?.country.slug ?? slug).toBe(slug);
    return { ...rest, capital: capital?.name.replace(/ \(city\)$/, '') ?? null };
  }

  function expected({ name, cca2, cca3, demonyms, capital }: Country): object {
    return {
      ...{ name: name.common, kind: 'COUNTRY', isoAlpha2: cca2, isoAlpha3: cca3 },
      ...{ demonym: demonyms['eng']?.m || null, capital: capital[0] || null },
    };
  }

  test.each([
    ['person', 'syria'],
    ['base', 'syria'],
    ['organization', 'damascus'],
    ['place', 'kremlin'],
    ['person', 'hmeimim'],
  ])('%s(slug: "%s") is null: it is of another kind', async (field, slug) => {
    const answer = await server.ask(
      `query ($slug: String!) {
      ${field}(slug: $slug) { slug } entity(slug: $slug) { slug } }`,
      { slug },
    );
    expect(answer).toEqual({ [field]: null, entity: { slug } });
  });

  test.each([
    ['person', 'vladimir-putin'],
    ['base', 'hmeimim'],
    ['organization', 'kremlin'],
    ['place', 'damascus'],
  ])('%s(slug: "%s") is there', async (field, slug) => {
    const answer = await server.ask(`{ ${field}(slug: "${slug}") { slug } }`);
    expect(answer).toEqual({ [field]: { slug } });
  });
});
