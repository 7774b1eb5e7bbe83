import type { ApolloServerPlugin } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  OperationTypeNode,
  visit,
  type DocumentNode,
  type GraphQLError,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { badInput, notByHttp } from './errors';
import { isStorableText } from './text';

export interface QueryLimits {
  depth: number;
  aliases: number;
  directives: number;
}

/** What armor's rules do with a query that goes too far: report it like any other rule, not throw. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError): void => context?.reportError(error),
  ],
};

/** The validation rules that keep queries within limits. */
export function limitRules({ depth, aliases, directives }: QueryLimits): ValidationRule[] {
  return [
    maxDepthRule({ n: depth, flattenFragments: true, ...reported }),
    maxAliasesRule({ n: aliases, allowList: [], ...reported }),
    maxDirectivesRule({ n: directives, ...reported }),
  ] as ValidationRule[];
}

/** How operations are read and checked, whichever way they come. */
export interface OperationChecks {
  parseOptions: { maxLexicalTokens: number };
  /** In addition to those of the specification. */
  validationRules: ValidationRule[];
}

/** Refuses, in one place for every argument, texts that PostgreSQL cannot hold. */
export const storableTexts: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ document, request }) => {
        refuseUnstorable(document, request.variables);
        return Promise.resolve();
      },
    }),
};

/** Refuses subscriptions by HTTP, where there is nothing to push them through. */
export const noSubscriptions: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation }) => {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw notByHttp();
        return Promise.resolve();
      },
    }),
};

/** @throws BAD_USER_INPUT for a text in an operation, or in its variables, that can't be stored */
export function refuseUnstorable(document: DocumentNode, variables: unknown): void {
  visit(document, { StringValue: ({ value }) => refuseTexts(value) });
  refuseTexts(variables);
}

/** Walks without recursion: how deep a JSON value is, is up to the client. */
function refuseTexts(root: unknown): void {
  const values: unknown[] = [root];
  while (values.length > 0) {
    const value = values.pop();
    if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value)) values.push(child);
    }
    if (typeof value === 'string' && !isStorableText(value)) {
      throw badInput('A text holds U+0000 or half a surrogate pair, which is not text.');
    }
  }
}
