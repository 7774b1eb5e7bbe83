import {
  DirectiveLocation,
  getDirectiveValues,
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLInt,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';

type CacheScope = 'PUBLIC' | 'PRIVATE';

/** What a type or a field says about answers that show it. */
export interface CacheHint {
  /** Seconds. */
  maxAge?: number;
  scope?: CacheScope;
}

/** `@Directive('@cacheControl(maxAge: 60)')` on the class of a type, or on a field. */
export const cacheControl = new GraphQLDirective({
  name: 'cacheControl',
  description: 'How long, and for whom, an answer that shows this may be kept.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.OBJECT,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.UNION,
  ],
  args: {
    maxAge: {
      type: GraphQLInt,
      description:
        'At most this many seconds, even if nothing changes; 0 for not at all. Of all that an answer shows, the least counts.',
    },
    scope: {
      type: new GraphQLEnumType({
        name: 'CacheControlScope',
        description: 'For whom an answer may be kept.',
        values: {
          PUBLIC: { description: 'For everybody.' },
          PRIVATE: { description: 'For the one who asked: a shared cache may not keep it.' },
        },
      }),
      description: 'For whom it may be kept; without it, for everybody.',
    },
  },
});

/** The hint on a type or field, empty where there is none. */
export function cacheHintOf({
  astNode,
}: Pick<GraphQLNamedType, 'astNode'> | Pick<GraphQLField<unknown, unknown>, 'astNode'>): CacheHint {
  const directives = astNode?.directives ?? [];
  return getDirectiveValues(cacheControl, { directives }) ?? {};
}
