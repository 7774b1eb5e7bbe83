import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { badInput } from '../graphql/errors';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Base } from './base';
import { Country } from './country';
import { aliasesByEntity, countryByCode } from './entity.queries';
import { NamedEntity } from './named-entity';
import { Organization } from './organization';
import { Person } from './person';
import { Place } from './place';

const SLUG = { description: 'The entity’s slug.' };

/** The entity of a slug, if it is of the kind asked for. */
async function ofKind<T extends NamedEntity>(
  { entities }: Context,
  slug: string,
  kind: new () => T,
): Promise<T | null> {
  const entity = await entities.bySlug(slug);
  return entity instanceof kind ? entity : null;
}

const ISO_CODE = /^[a-z]{2,3}$/i;

@Resolver(() => NamedEntity)
export class EntityResolver {
  @Query(() => NamedEntity, { nullable: true, description: 'One entity of any kind, or null.' })
  async entity(
    @Arg('slug', () => String, SLUG) slug: string,
    @Ctx() { entities }: Context,
  ): Promise<NamedEntity | null> {
    return entities.bySlug(slug);
  }

  @Query(() => Person, { nullable: true, description: 'One person, or null.' })
  person(
    @Arg('slug', () => String, SLUG) slug: string,
    @Ctx() context: Context,
  ): Promise<Person | null> {
    return ofKind(context, slug, Person);
  }

  @Query(() => Country, {
    nullable: true,
    description: 'One country, by its code or by its slug; exactly one of the two is to be given.',
  })
  async country(
    @Arg('code', () => String, {
      nullable: true,
      description: 'ISO 3166-1 alpha-2 or alpha-3 code, in capitals or not.',
    })
    code: string | null | undefined,
    @Arg('slug', () => String, { ...SLUG, nullable: true }) slug: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Country | null> {
    if ((code == null) === (slug == null)) throw badInput('Give "code" or "slug", and not both.');
    if (code == null) return ofKind(context, slug ?? '', Country);
    if (!ISO_CODE.test(code)) return null;
    return countryByCode(context.db, code.toUpperCase(), selectionOf(info).fields);
  }

  @Query(() => Base, { nullable: true, description: 'One base, or null.' })
  base(
    @Arg('slug', () => String, SLUG) slug: string,
    @Ctx() context: Context,
  ): Promise<Base | null> {
    return ofKind(context, slug, Base);
  }

  @Query(() => Organization, { nullable: true, description: 'One organization, or null.' })
  organization(
    @Arg('slug', () => String, SLUG) slug: string,
    @Ctx() context: Context,
  ): Promise<Organization | null> {
    return ofKind(context, slug, Organization);
  }

  @Query(() => Place, { nullable: true, description: 'One place, or null.' })
  place(
    @Arg('slug', () => String, SLUG) slug: string,
    @Ctx() context: Context,
  ): Promise<Place | null> {
    return ofKind(context, slug, Place);
  }

  @FieldResolver(() => [String], {
    description: 'Its other names, in any language and script: spellings, short and former names.',
  })
  aliases(@Ctx() { db }: Context): PerParent<NamedEntity, string[]> {
    const aliases = aliasesByEntity(db);
    return async ({ uuid }) => (await aliases.load(uuid)).map(({ text }) => text);
  }
}
