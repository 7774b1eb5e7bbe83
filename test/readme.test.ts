import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { globSync } from 'tinyglobby';
import { readConfig } from '../src/config';
import { startTestServer, type TestServer } from './support/server';

const readme = readFileSync('README.md', 'utf8');
const [, tour = ''] = /## A tour in six queries([^]*?)\n## /.exec(readme) ?? [];
const steps = tour.split(/^\s*\d+\. /m).slice(1);

/** The code blocks of a language, in order. */
function blocks(text: string, language: string): string[] {
  const fences = text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'));
  return [...fences].map(([, code = '']) => code);
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

test('the tour has six queries', () => {
  expect(steps).toHaveLength(6);
});

test.each(steps.map((step) => [step.split('\n')[0], step]))('%s', async (_title, step) => {
  const [query = ''] = blocks(step, 'graphql');
  const [answer, variables] = blocks(step, 'json')
    .map((json) => JSON.parse(json) as Record<string, unknown>)
    .reverse();
  expect(await server.ask(query, variables)).toEqual(answer);
});

test('the story goes from draft to tombstone as told', async () => {
  const [, story = ''] = /## A story, from draft to tombstone([^]*?)\n## /.exec(readme) ?? [];
  const [script = ''] = blocks(story, 'bash');
  const own = await startTestServer('desk');
  const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
  const env = { ...process.env, DATELINE: `${address}/graphql`, DATABASE_URL: own.url };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  await own.close();
  const told = stdout.split('\n').filter((line) => line.startsWith('told:'));
  expect(told.map((line) => /"action":"(\w+)"/.exec(line)?.[1])).toEqual([
    ...['CREATED', 'UPDATED', 'WITHHELD'],
  ]);
  const answers = stdout.split('\n').filter((line) => line.startsWith('{'));
  expect(answers[1]).toBe('{"data":{"article":null,"search":{"totalCount":0}}}');
  expect(answers[5]).toContain('"code":"CONFLICT","currentRevision":3');
  expect(answers[6]).toBe(
    '{"data":{"article":{"headline":"A port reopens","corrections":[{"note":"Tartus is a port."}]}}}',
  );
  expect(answers.at(-1)).toMatch(
    /"article":null,"changes":\{"nodes":\[\{"action":"WITHHELD","nodeId":"\w+","slug":"a-harbour-reopens","article":null\}\]\}/,
  );
});

test('the settings are all named, with their defaults', () => {
  const config = readConfig({ DATELINE_DATA_DIR: '.dateline' });
  for (const [name, value] of Object.entries(config)) {
    const shown = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
    if (shown === '') continue;
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    expect(row?.split('|')[2]?.trim()).toBe(`\`${shown}\``);
  }
});

test('the table of codes has every code', () => {
  const source = readFileSync('src/graphql/errors.ts', 'utf8');
  const codes = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(5);
  for (const code of codes) expect(readme).toContain(`\`${String(code)}\``);
});

const PAGES = globSync(['*.md', '{content,bench,src/*,test/*}/*.md']);

test.each(PAGES)('the links of %s lead somewhere', (path) => {
  const links = [...readFileSync(path, 'utf8').matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)];
  for (const [, file = '', anchor] of links) {
    const target = file === '' ? path : join(dirname(path), file);
    expect([target, existsSync(target)]).toEqual([target, true]);
    if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
  }
});

/** What the headings of a page are called in links to them. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
