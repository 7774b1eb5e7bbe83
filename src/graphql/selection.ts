import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type FieldNode,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fields } from '../database/rows';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'operation' | 'variableValues'>;

/**
 * What a query selects below a field, by name: fragments are looked into, aliases are looked through, and
 * what @skip and @include leave out is left out. Types are not told apart.
 */
export class Selection {
  private readonly nodes = new Map<string, FieldNode[]>();
  private readonly children = new Map<string, Selection>();
  /** The names of the fields. */
  readonly fields: Fields;

  constructor(
    parents: readonly FieldNode[],
    private readonly info: Omit<Info, 'fieldNodes'>,
  ) {
    for (const { selectionSet } of parents) this.collect(selectionSet);
    this.fields = new Set(this.nodes.keys());
  }

  /** What is selected below one of the fields; nothing where the field is not selected. */
  below(field: string): Selection {
    const known = this.children.get(field);
    if (known) return known;
    const child = new Selection(this.nodes.get(field) ?? [], this.info);
    this.children.set(field, child);
    return child;
  }

  /** What is selected below any of several places, taken together. */
  static merged(...places: readonly Selection[]): Fields {
    const [first = NOTHING, ...others] = places
      .map(({ fields }) => fields)
      .filter(({ size }) => size > 0);
    return others.length === 0
      ? first
      : new Set([first, ...others].flatMap((fields) => [...fields]));
  }

  private collect(selectionSet: SelectionSetNode | undefined): void {
    for (const node of selectionSet?.selections ?? []) {
      if (!isIncluded(node, this.info)) continue;
      if (node.kind === Kind.FIELD) this.add(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) this.collect(node.selectionSet);
      else this.collect(this.info.fragments[node.name.value]?.selectionSet);
    }
  }

  private add(node: FieldNode): void {
    const name = node.name.value;
    const nodes = this.nodes.get(name);
    if (nodes) nodes.push(node);
    else this.nodes.set(name, [node]);
  }
}

const NOTHING: Fields = new Set();

function isIncluded(
  node: SelectionNode,
  { variableValues }: Pick<Info, 'variableValues'>,
): boolean {
  if (!node.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}

const selections = new WeakMap<FieldNode, Selection>();

/** What the query selects below a field: worked out once for each query text, unless variables decide it. */
export function selectionOf(info: Info): Selection {
  const [node, ...more] = info.fieldNodes;
  if (!node || more.length > 0 || isConditional(info)) return new Selection(info.fieldNodes, info);
  const known = selections.get(node) ?? new Selection([node], info);
  selections.set(node, known);
  return known;
}

const conditional = new WeakMap<OperationDefinitionNode, boolean>();

function isConditional({ operation, fragments }: Info): boolean {
  const known = conditional.get(operation);
  if (known !== undefined) return known;
  let found = false;
  for (const definition of [operation, ...Object.values(fragments)]) {
    visit(definition, {
      Directive: ({ name }) => {
        found ||= name.value === 'skip' || name.value === 'include';
      },
    });
  }
  conditional.set(operation, found);
  return found;
}

/** What a query selects of a connection. */
export interface ConnectionSelection {
  node: Fields;
  edge: Fields;
  /** Whether the page itself is read, or its count alone. */
  page: boolean;
  cursors: boolean;
  count: boolean;
}

const connections = new WeakMap<Selection, ConnectionSelection>();

export function connectionSelection(info: Info): ConnectionSelection {
  const selection = selectionOf(info);
  const known = connections.get(selection);
  if (known) return known;
  const { fields } = selection;
  const edges = selection.below('edges');
  const pageInfo = selection.below('pageInfo').fields;
  const wanted = {
    node: Selection.merged(selection.below('nodes'), edges.below('node')),
    edge: edges.fields,
    page: fields.has('nodes') || fields.has('edges') || fields.has('pageInfo'),
    cursors: edges.fields.has('cursor') || pageInfo.has('startCursor') || pageInfo.has('endCursor'),
    count: fields.has('totalCount') || fields.has('totalCountExact'),
  };
  connections.set(selection, wanted);
  return wanted;
}
