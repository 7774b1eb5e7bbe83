import { In, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { Section } from '../sections/section';

/** The ids of sections by their slugs; those that are not there are made. */
export async function sectionIds(
  manager: EntityManager,
  wanted: readonly { slug: string; name: string }[],
): Promise<Map<string, string>> {
  const names = new Map(wanted.toReversed().map(({ slug, name }) => [slug, name]));
  const find = async (): Promise<Map<string, string>> => {
    const found = await manager.find(Section, { where: { slug: In([...names.keys()]) } });
    return new Map(found.map(({ slug, uuid }) => [slug, uuid]));
  };
  const ids = await find();
  const lost = [...names.keys()].filter((slug) => !ids.has(slug)).sort();
  if (lost.length === 0) return ids;
  // Another import may make the same at this moment: then this one waits, and takes that.
  await manager.query(
    `INSERT INTO section (id, slug, name) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
     ON CONFLICT (slug) DO NOTHING`,
    [lost.map(() => uuidV7()), lost, lost.map((slug) => names.get(slug))],
  );
  return find();
}
