import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ErrorCode } from '../graphql/errors';
import type { OperationChecks } from '../limits/limits';

/**
 * Reads an operation and checks it as one that comes by HTTP is checked.
 *
 * @returns how it is to be executed and what it costs, or every error in it
 */
export function readOperation(
  schema: GraphQLSchema,
  { parseOptions, validationRules, validationOptions, executionOptions, limits }: OperationChecks,
  { query, variables, operationName }: SubscribePayload,
): { args: ExecutionArgs; points: number } | GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, parseOptions);
  } catch (error) {
    return [withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError)];
  }
  const rules = [...specifiedRules, ...validationRules];
  const broken = validate(schema, document, rules, validationOptions);
  if (broken.length > 0) return broken.map((error) => withCode('GRAPHQL_VALIDATION_FAILED', error));
  const operation = getOperationAST(document, operationName);
  const refusal = refusalOf(operation);
  if (refusal || !operation) return refusal ? [refusal] : [];
  const args = {
    ...{ schema, document, options: executionOptions },
    ...(operationName != null && { operationName }),
    ...(variables && { variableValues: variables }),
  };
  try {
    return { args, points: limits.check(document, operation, variables ?? {}) };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function refusalOf(operation: OperationDefinitionNode | null | undefined): GraphQLError | null {
  if (!operation) {
    const none = new GraphQLError('The request names no operation, or one that is not in it.');
    return withCode('OPERATION_RESOLUTION_FAILURE', none);
  }
  if (operation.operation !== OperationTypeNode.MUTATION) return null;
  return withCode('BAD_REQUEST', new GraphQLError('Mutations are sent by HTTP.'));
}

function withCode(code: ErrorCode, error: GraphQLError): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
