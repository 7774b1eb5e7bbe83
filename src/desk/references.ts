import { In, type EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import type { EntityKind } from '../entities/entity-kinds';
import { entitiesOfSlugs, type Found } from '../entities/find-entities';
import type { DeskProblem } from './desk-error';
import { countryOf } from './entity-rows';
import type { Desk } from './format';

/** What the slugs of a desk stand for in the database; what stands for nothing is noted as a problem. */
export class References {
  readonly problems: DeskProblem[] = [];

  private constructor(
    private readonly entities: ReadonlyMap<string, Found>,
    private readonly articles: ReadonlyMap<string, Article>,
  ) {}

  static async load(manager: EntityManager, desk: Desk): Promise<References> {
    const entities = await entitiesOfSlugs(manager, entitySlugs(desk));
    const articles = await manager.find(Article, { where: { slug: In(articleSlugs(desk)) } });
    return new References(entities, bySlug(articles));
  }

  /** The id of an entity, of one kind if that is given. */
  entity(slug: string, where: string, kind?: EntityKind): string {
    const entity = this.entities.get(slug);
    if (!entity) this.problems.push({ where, what: `there is no entity "${slug}"` });
    else if (kind && entity.kind !== kind) {
      this.problems.push({ where, what: `"${slug}" is a ${entity.kind}, not a ${kind}` });
    }
    return entity?.uuid ?? '';
  }

  article(slug: string, where: string): Article | undefined {
    const article = this.articles.get(slug);
    if (!article) this.problems.push({ where, what: `there is no article "${slug}"` });
    return article;
  }
}

function bySlug(rows: readonly Article[]): Map<string, Article> {
  return new Map(rows.map((row) => [row.slug, row]));
}

function entitySlugs(desk: Desk): string[] {
  return [
    ...desk.entities.flatMap((entity) => [entity.slug, countryOf(entity) ?? []].flat()),
    ...desk.events.flatMap(({ place, participants }) => [
      ...(place === undefined ? [] : [place]),
      ...participants.map(({ entity }) => entity),
    ]),
    ...desk.offices.flatMap(({ holder, of }) => [holder, of]),
    ...desk.presence.flatMap(({ base, operator }) => [base, operator]),
  ];
}

function articleSlugs(desk: Desk): string[] {
  const claims = [...desk.events, ...desk.offices, ...desk.presence];
  return claims.flatMap(({ citations }) => citations.map(({ article }) => article));
}
