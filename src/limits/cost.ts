import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type OperationDefinitionNode,
} from 'graphql';
import type { ComplexityEstimator, ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../graphql/page-args';
import { Selection } from '../graphql/selection';

/** What the whole schema costs that introspection may ask for, whatever of it is asked. */
const SCHEMA = 100;
/** A count may have to look at 10,000 rows, for each parent that it is selected of. */
const COUNT = 50;
/** How many items a list is taken to have that no argument bounds: sentences cited, who takes part. */
const UNBOUNDED = 5;

/** What estimators know of an operation beside the field at hand. */
export interface Estimated {
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variableValues: Record<string, unknown>;
}

/**
 * The points of a field: roughly the objects that are read for it. An object is 1; a list or connection is
 * what it costs to find (1, or `complexity` at its resolver) and its items times what each of them costs.
 */
export const points: ComplexityEstimator = (asked) => {
  const { type, field, node, args, childComplexity } = asked;
  const name = field.name;
  if (isIntrospectionType(type)) return 0;
  if (name.startsWith('__')) return name === '__typename' ? 0 : SCHEMA;
  const own = ownPoints(field);
  if (isConnection(type)) return name === 'nodes' || name === 'edges' ? 1 + childComplexity : 0;
  if (isConnection(getNamedType(field.type))) {
    const counted = isCounted(asked.context as Estimated, node) ? COUNT : 0;
    return own + counted + itemsOf(args) * childComplexity;
  }
  if (!isList(field.type)) return own + childComplexity;
  return own + itemsOf(args, UNBOUNDED) * (1 + childComplexity);
};

function ownPoints(field: GraphQLField<unknown, unknown>): number {
  const { complexity } = field.extensions as { complexity?: number };
  return complexity ?? (isCompositeType(getNamedType(field.type)) || isList(field.type) ? 1 : 0);
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

function isConnection(type: unknown): boolean {
  return isObjectType(type) && 'pageInfo' in type.getFields();
}

/** How many items are asked for. What goes beyond a page is refused elsewhere, in plainer words. */
function itemsOf(args: ComplexityEstimatorArgs['args'], otherwise = DEFAULT_PAGE_SIZE): number {
  const { first, last, ids } = args as { first?: number; last?: number; ids?: unknown[] };
  const items = last ?? first ?? ids?.length ?? otherwise;
  return Math.min(Math.max(items, 0), MAX_PAGE_SIZE);
}

function isCounted(context: Estimated, node: ComplexityEstimatorArgs['node']): boolean {
  const { fields } = new Selection([node], context);
  return fields.has('totalCount') || fields.has('totalCountExact');
}
