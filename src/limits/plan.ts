import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  typeFromAST,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { placeIn, type Place } from './values';

/** What is known of a variable before it has a value. */
interface PlannedVariable {
  name: string;
  type: GraphQLInputType;
  /** Its default. */
  otherwise: unknown;
  /** Where it is used: the strictest of its places. */
  place: Place;
  /** Whether the cost may depend on its value, on its number of values, or on neither. */
  counts: 'value' | 'length' | undefined;
}

/** How many results are remembered for an operation whose cost its variables decide. */
const REMEMBERED = 200;

/** What can be said of an operation without its variables, worked out once for each document. */
export class Plan {
  readonly variables: readonly PlannedVariable[];
  readonly fragments: Record<string, FragmentDefinitionNode> = {};
  /** What it costs, by the values of the variables that decide it. */
  readonly costs = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    schema: GraphQLSchema,
    readonly document: DocumentNode,
    readonly operation: OperationDefinitionNode,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.fragments[definition.name.value] = definition;
      }
    }
    const places = placesOfVariables(schema, document);
    this.variables = (operation.variableDefinitions ?? []).map(
      ({ variable, type: node, defaultValue }) => {
        const name = variable.name.value;
        // Validation has seen to it that there is such a type.
        const type = typeFromAST(schema, node) as GraphQLInputType;
        const otherwise = valueFromAST(defaultValue, type);
        return {
          name,
          type,
          otherwise,
          place: places.get(name) ?? NOWHERE,
          counts: howItCounts(type),
        };
      },
    );
  }

  /** The same for variables with which the operation costs the same; undefined for values of no use. */
  keyOf(variables: Readonly<Record<string, unknown>>): string | undefined {
    let key = '';
    for (const { name, counts } of this.variables) {
      if (!counts) continue;
      const value = variables[name];
      if (counts === 'length' && Array.isArray(value)) key += `${value.length},`;
      else if (typeof value === 'object' && value !== null) return undefined;
      else key += `${String(value)},`;
    }
    return key;
  }
}

/** Sizes of pages are integers; @skip and @include take a Boolean; a list counts by its length. */
function howItCounts(type: GraphQLInputType): PlannedVariable['counts'] {
  if (isListType(getNullableType(type))) return 'length';
  return ['Int', 'Boolean'].includes(getNamedType(type).name) ? 'value' : undefined;
}

const NOWHERE: Place = { page: undefined, cursor: true, written: true };

function placesOfVariables(schema: GraphQLSchema, document: DocumentNode): Map<string, Place> {
  const places = new Map<string, Place>();
  const types = new TypeInfo(schema);
  const collect = visitWithTypeInfo(types, {
    VariableDefinition: () => false,
    Variable: ({ name: { value: name } }) => {
      const { page, cursor, written } = placeIn(schema, types);
      const other = places.get(name) ?? NOWHERE;
      places.set(name, {
        page: page ?? other.page,
        cursor: cursor && other.cursor,
        written: written && other.written,
      });
    },
  });
  visit(document, collect);
  return places;
}
