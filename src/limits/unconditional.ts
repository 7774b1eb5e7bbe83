import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DefinitionNode,
  type ExecutableDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

const CONDITIONS = ['skip', 'include'];

/**
 * Refuses a subscription that @skip or @include may leave without a field, as GraphQL has it since 2025.
 * It is not looked at any further: graphql-js would fail for want of variables, or of a field.
 */
export const unconditionalSubscriptions: ValidationRule = (context) => ({
  Document: (document) => {
    const type = context.getSchema().getSubscriptionType()?.name;
    const roots = document.definitions.filter((definition) => isRoot(definition, type));
    const nodes = roots.flatMap(({ selectionSet }) => conditionalIn(selectionSet));
    if (nodes.length === 0) return undefined;
    const message = 'The field of a subscription may not depend on @skip or @include.';
    context.reportError(new GraphQLError(message, { nodes }));
    const others = document.definitions.filter((one) => !roots.some((root) => root === one));
    return { ...document, definitions: others };
  },
});

/** Whether its selections are those of a subscription itself. */
function isRoot(
  definition: DefinitionNode,
  type: string | undefined,
): definition is ExecutableDefinitionNode {
  if (definition.kind === Kind.FRAGMENT_DEFINITION) {
    return definition.typeCondition.name.value === type;
  }
  return (
    definition.kind === Kind.OPERATION_DEFINITION &&
    definition.operation === OperationTypeNode.SUBSCRIPTION
  );
}

function conditionalIn({ selections }: SelectionSetNode): SelectionNode[] {
  return selections.flatMap((selection) => {
    const isConditional = selection.directives?.some(({ name }) => CONDITIONS.includes(name.value));
    if (isConditional) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? conditionalIn(selection.selectionSet) : [];
  });
}
