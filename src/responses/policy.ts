import type { ApolloServerPlugin } from '@apollo/server';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { cacheHintOf, type CacheHint } from '../graphql/cache-control';

/** Seconds that answers may be kept where no hint says otherwise. They are dropped when they change anyway. */
const DEFAULT_MAX_AGE = 3600;

type CachePolicy = Required<CacheHint>;

/**
 * Says in Cache-Control how long an answer of GraphQL may be kept; nothing of what may not be: errors,
 * and what is no query. Apollo's own plugin would look at every field of every answer as it is made;
 * what a document selects is known before, once for all.
 */
export function cachePolicies(): ApolloServerPlugin {
  const known = new WeakMap<DocumentNode, CachePolicy>();
  const policyOf = (schema: GraphQLSchema, document: DocumentNode): CachePolicy => {
    const policy = known.get(document) ?? policyFor(schema, document);
    known.set(document, policy);
    return policy;
  };
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ schema, document, operation, response: { body, http } }) => {
          const complete = body.kind === 'single' && body.singleResult.errors === undefined;
          if (document && operation?.operation === OperationTypeNode.QUERY && complete) {
            const { maxAge, scope } = policyOf(schema, document);
            http.headers.set('cache-control', `${scope.toLowerCase()}, max-age=${maxAge}`);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** The strictest of the hints of all fields that a document selects, and of their types. */
function policyFor(schema: GraphQLSchema, document: DocumentNode): CachePolicy {
  const policy: CachePolicy = { maxAge: DEFAULT_MAX_AGE, scope: 'PUBLIC' };
  const restrict = ({ maxAge = DEFAULT_MAX_AGE, scope }: CacheHint): void => {
    policy.maxAge = Math.min(policy.maxAge, maxAge);
    if (scope === 'PRIVATE') policy.scope = scope;
  };
  const types = new TypeInfo(schema);
  const enterField = (): void => {
    const field = types.getFieldDef();
    const type = getNamedType(types.getType());
    if (!field || !type) return;
    for (const hint of hintsOfType(schema, type)) restrict({ ...hint, ...cacheHintOf(field) });
  };
  visit(document, visitWithTypeInfo(types, { Field: enterField }));
  return policy;
}

/** An abstract type stands for all that it may turn out to be. */
function hintsOfType(schema: GraphQLSchema, type: GraphQLNamedType): CacheHint[] {
  if (!isCompositeType(type)) return [{}];
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return [type, ...possible].map(cacheHintOf);
}
