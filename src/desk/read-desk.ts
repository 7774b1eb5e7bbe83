import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { DeskError, type DeskProblem } from './desk-error';
import { articleBlocks, articleSlug, files, type Desk, type DeskArticle } from './format';
import { splitMarkdown } from './markdown';

/**
 * Reads a desk from a directory, checking the form of every file.
 *
 * @throws DeskError with all that is wrong, file by file
 */
export async function readDesk(directory: string): Promise<Desk> {
  const problems: DeskProblem[] = [];
  const desk = {
    sections: await readYaml(directory, 'sections', problems),
    entities: await readYaml(directory, 'entities', problems),
    articles: await readArticles(directory, problems),
    events: await readYaml(directory, 'events', problems),
    offices: await readYaml(directory, 'offices', problems),
    presence: await readYaml(directory, 'presence', problems),
  };
  problems.push(...repeatedKeys(desk));
  if (problems.length > 0) throw new DeskError(problems);
  return desk;
}

type ListName = Exclude<keyof typeof files, 'article'>;

async function readYaml<N extends ListName>(
  directory: string,
  name: N,
  problems: DeskProblem[],
): Promise<Desk[N]> {
  const file = `${name}.yaml`;
  const text = await readIfThere(join(directory, file));
  if (text === null) return [];
  return (parseAs(files[name], text, file, problems) ?? []) as Desk[N];
}

async function readArticles(directory: string, problems: DeskProblem[]): Promise<DeskArticle[]> {
  const names = await namesIn(join(directory, 'articles'));
  const articles: DeskArticle[] = [];
  for (const name of names.filter((n) => n.endsWith('.md')).sort()) {
    const file = `articles/${name}`;
    const split = splitMarkdown(await readFile(join(directory, file), 'utf8'));
    if (!split) {
      problems.push({ where: file, what: 'must begin with front matter between lines of ---' });
      continue;
    }
    const slug = check(articleSlug, basename(name, '.md'), `${file}: file name`, problems);
    const head = parseAs(files.article, split.frontMatter, file, problems);
    const blocks = check(articleBlocks, split.blocks, `${file}: text`, problems);
    if (slug && head && blocks) articles.push({ ...head, slug, blocks });
  }
  return articles;
}

function parseAs<S extends z.ZodType>(
  shape: S,
  text: string,
  where: string,
  problems: DeskProblem[],
): z.infer<S> | undefined {
  const document = parseDocument(text.replace(/^\uFEFF/, ''));
  if (document.errors.length > 0) {
    problems.push(...document.errors.map(({ message }) => ({ where, what: message })));
    return undefined;
  }
  try {
    return check(shape, document.toJS(), where, problems);
  } catch (error) {
    // What an alias refers to is looked up only now: it may be missing, or grow without end.
    if (!(error instanceof ReferenceError)) throw error;
    problems.push({ where, what: error.message });
    return undefined;
  }
}

function check<S extends z.ZodType>(
  shape: S,
  value: unknown,
  where: string,
  problems: DeskProblem[],
): z.infer<S> | undefined {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  problems.push(
    ...result.error.issues.map(({ path, message }) => ({
      where: [where, ...placeOf(value, path)].join(': '),
      what: message,
    })),
  );
  return undefined;
}

/** An item of a list goes by its key or slug rather than by its number. */
function placeOf(value: unknown, [first, ...rest]: PropertyKey[]): string[] {
  if (first === undefined) return [];
  const item = (Array.isArray(value) ? value[first as number] : undefined) as
    { key?: string; slug?: string } | undefined;
  const name = item?.key ?? item?.slug ?? (item ? `item ${Number(first) + 1}` : String(first));
  return rest.length > 0 ? [name, rest.map(String).join('.')] : [name];
}

function repeatedKeys(desk: Desk): DeskProblem[] {
  const lists = [
    ['sections.yaml', desk.sections.map(({ slug }) => slug)],
    ['entities.yaml', desk.entities.map(({ slug }) => slug)],
    ['events.yaml', desk.events.map(({ key }) => key)],
    ['offices.yaml', desk.offices.map(({ key }) => key)],
    ['presence.yaml', desk.presence.map(({ key }) => key)],
    ['entities.yaml: wikidataId', desk.entities.flatMap(({ wikidataId }) => wikidataId ?? [])],
    ['articles: canonicalUrl', desk.articles.flatMap(({ canonicalUrl }) => canonicalUrl ?? [])],
  ] as const;
  return lists.flatMap(([file, keys]) =>
    keys
      .filter((key, i) => keys.indexOf(key) !== i)
      .map((key) => ({ where: `${file}: ${key}`, what: 'stands there twice' })),
  );
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
