import {
  astFromValue,
  buildASTSchema,
  extendSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchema } from '../src/schema';
import {
  HIDDEN,
  MARKER,
  plantBases,
  plantEvents,
  plantHidden,
  plantStories,
} from './support/planted';
import { startTestServer, type GraphQLResult, type TestServer } from './support/server';

// ---- The walk: queries made from the schema alone, so that a new field is walked as well. ----

type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;
/** Values by argument name. */
type Values = Record<string, unknown>;

/** A field, and the type on which a selection must ask for it. */
interface Owned {
  owner: Composite;
  field: Field;
}

/** Fields that lead from one thing with an id to the next, through what has none: edges, participants. */
interface Way {
  steps: { on: Composite; owned: Owned }[];
  end: Composite;
}

const PAGE = 100;
/** What the server takes, with room for the braces around a part. */
const MAX_TOKENS = 900;
const MAX_DEPTH = 10;
