import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { Section } from './section';
import { allSections } from './section.queries';

@Resolver(() => Section)
export class SectionResolver {
  @Query(() => [Section], { description: 'Every section of the publication, by name.' })
  sections(@Ctx() { db }: Context): Promise<Section[]> {
    return allSections(db);
  }

  @Query(() => Section, { nullable: true, description: 'One section; null where there is none.' })
  section(
    @Arg('slug', () => String, { description: 'The section’s slug.' }) slug: string,
    @Ctx() { loaders }: Context,
  ): Promise<Section | null> {
    return loaders.sectionBySlug.load(slug);
  }
}
