import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** On an input class: exactly one of its fields is to be given. Each of them must be nullable. */
export function OneOf(): ClassDecorator {
  return Extensions({ oneOf: true });
}

/** Has graphql-js see to that; type-graphql has no word for it. */
export function markOneOf(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions['oneOf'] === true) type.isOneOf = true;
  }
  return schema;
}
