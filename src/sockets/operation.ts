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
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ErrorCode } from '../graphql/errors';
import { refuseUnstorable, type OperationChecks } from '../graphql/limits';

/**
 * Reads an operation and checks it as one that comes by HTTP is checked.
 *
 * @returns how it is to be executed, or every error in it
 */
export function readOperation(
  schema: GraphQLSchema,
  { parseOptions, validationRules }: OperationChecks,
  { query, variables, operationName }: SubscribePayload,
): ExecutionArgs | GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, parseOptions);
  } catch (error) {
    return [withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError)];
  }
  const broken = validate(schema, document, [...specifiedRules, ...validationRules]);
  if (broken.length > 0) return broken.map((error) => withCode('GRAPHQL_VALIDATION_FAILED', error));
  const refusal = refusalOf(document, operationName, variables);
  if (refusal) return [refusal];
  return {
    ...{ schema, document },
    ...(operationName != null && { operationName }),
    ...(variables && { variableValues: variables }),
  };
}

function refusalOf(
  document: DocumentNode,
  operationName: SubscribePayload['operationName'],
  variables: SubscribePayload['variables'],
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const none = new GraphQLError('The request names no operation, or one that is not in it.');
    return withCode('OPERATION_RESOLUTION_FAILURE', none);
  }
  if (operation.operation === OperationTypeNode.MUTATION) {
    return withCode('BAD_REQUEST', new GraphQLError('Mutations are sent by HTTP.'));
  }
  try {
    refuseUnstorable(document, variables);
    return undefined;
  } catch (error) {
    return error as GraphQLError;
  }
}

function withCode(code: ErrorCode, error: GraphQLError): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
