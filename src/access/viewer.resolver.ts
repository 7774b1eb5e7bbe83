import { Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { Role, type Viewer } from '../graphql/viewer';

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who is asking.' })
class WhoAsks {
  @Field(() => String, {
    nullable: true,
    description: 'The name of their key or account; null for who brings neither.',
  })
  name!: string | null;

  @Field(() => Role, { description: 'What they may do.' })
  role!: Role;
}

@Resolver()
export class ViewerResolver {
  @Directive('@cacheControl(maxAge: 0, scope: PRIVATE)')
  @Query(() => WhoAsks, { description: 'Who is asking, as this server sees it.' })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }
}
