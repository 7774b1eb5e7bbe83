import {
  isIntrospectionType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';

/**
 * What a field's resolver gives back: the function that answers for each parent. Arguments are checked,
 * and batch loaders made, once for all the parents of a field, not for each.
 */
export type PerParent<P, R> = (parent: P) => R | Promise<R>;

/** What the fields of one request were prepared to, by field. */
export type PreparedFields = Map<
  unknown,
  PerParent<unknown, unknown> | Promise<PerParent<unknown, unknown>>
>;

interface Prepares {
  prepared: PreparedFields;
}

type Prepare = GraphQLFieldResolver<unknown, Prepares>;

/** Lets every field resolver below the root prepare once, and then answer for each parent. */
export function answerPerParent(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set<unknown>([
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || roots.has(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = perParent(field.resolve as Prepare) as never;
    }
  }
  return schema;
}

function perParent(prepare: Prepare): Prepare {
  return (parent, args, context, info) => {
    const key = fieldKey(info);
    const { prepared } = context;
    let answer = prepared.get(key);
    if (answer === undefined) {
      const given = prepare(parent, args, context, info);
      // A getter of the parent, inherited from an interface: it is the answer.
      if (typeof given !== 'function' && !(given instanceof Promise)) return given;
      answer = given as PerParent<unknown, unknown> | Promise<PerParent<unknown, unknown>>;
      prepared.set(key, answer);
    }
    return typeof answer === 'function' ? answer(parent) : answer.then((ready) => ready(parent));
  };
}

/** The same for all parents of one field: its place in the query, or its places where several were merged. */
function fieldKey({ fieldNodes }: GraphQLResolveInfo): unknown {
  const [node] = fieldNodes;
  return fieldNodes.length === 1 ? node : fieldNodes.map(({ loc }) => loc?.start).join();
}
