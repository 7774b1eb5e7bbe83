import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { selectionOf } from '../graphql/selection';
import { Section } from './section';
import { allSections } from './section.queries';

@Resolver(() => Section)
export class SectionResolver {
  @Query(() => [Section], { description: 'Every section of the publication, by name.' })
  sections(@Ctx() { db }: Context, @Info() info: GraphQLResolveInfo): Promise<Section[]> {
    return allSections(db, selectionOf(info).fields);
  }

  @Query(() => Section, { nullable: true, description: 'One section; null where there is none.' })
  async section(
    @Arg('slug', () => String, { description: 'The section’s slug.' }) slug: string,
    @Ctx() { sections }: Context,
  ): Promise<Section | null> {
    return sections.bySlug(slug);
  }
}
