import {
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { getComplexity } from 'graphql-query-complexity';
import { refusal } from '../graphql/errors';
import { refuseDeep } from '../graphql/nesting';
import { points, type Estimated } from './cost';
import { Plan } from './plan';
import { limitRules, type Bounds } from './rules';
import type { Turns } from './turns';
import { checkValue } from './values';

type Variables = Readonly<Record<string, unknown>>;

/** The most selections that are looked at, fragments written out, to know what an operation costs. */
const MAX_SELECTIONS = 10_000;

/** How operations are read and checked, whichever way they come. */
export interface OperationChecks {
  limits: Limits;
  /** In which they run. */
  turns: Turns;
  parseOptions: { maxLexicalTokens: number };
  /** In addition to those of the specification. */
  validationRules: ValidationRule[];
  validationOptions: { maxErrors: number };
  executionOptions: { maxCoercionErrors: number };
}

/** What keeps operations within bounds before they are begun, over whichever transport they come. */
export class Limits {
  /** For the validation of a document, beside GraphQL's own. */
  readonly rules: ValidationRule[];
  private readonly plans = new WeakMap<OperationDefinitionNode, Plan>();

  constructor(
    private readonly schema: GraphQLSchema,
    readonly bounds: Bounds,
  ) {
    this.rules = limitRules(bounds);
  }

  /**
   * Checks the variables of a valid operation, and counts its points. Variables that are not of their
   * types are left for GraphQL to refuse; it does so before it runs anything.
   *
   * @throws BAD_USER_INPUT, COST_LIMIT_EXCEEDED, BAD_REQUEST
   */
  check(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number {
    refuseDeep(variables);
    const plan = this.plans.get(operation) ?? new Plan(this.schema, document, operation);
    this.plans.set(operation, plan);
    for (const { name, type, otherwise, place } of plan.variables) {
      const value = Object.hasOwn(variables, name) ? variables[name] : otherwise;
      checkValue(this.bounds, place, type, value);
    }
    const cost = this.costOf(plan, variables);
    if (cost > this.bounds.cost) throw this.tooCostly(cost);
    return cost;
  }

  private costOf(plan: Plan, variables: Variables): number {
    const key = plan.keyOf(variables);
    const known = key === undefined ? undefined : plan.costs.get(key);
    if (known !== undefined) return known;
    const cost = this.count(plan, variables);
    if (key !== undefined && cost !== undefined) plan.costs.set(key, cost);
    return cost ?? 0;
  }

  /** Undefined where the variables are not of their types. */
  private count(
    { document, operation, fragments }: Plan,
    variables: Variables,
  ): number | undefined {
    const { coerced } = getVariableValues(
      this.schema,
      operation.variableDefinitions ?? [],
      variables,
      { maxErrors: 1 },
    );
    if (!coerced) return undefined;
    const context: Estimated = { operation, fragments, variableValues: coerced };
    try {
      return getComplexity({
        schema: this.schema,
        query: document,
        variables,
        estimators: [points],
        maxQueryNodes: MAX_SELECTIONS,
        context: context,
        ...(operation.name && { operationName: operation.name.value }),
      });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      // An argument that must be there was given a variable that is not: it has a place in the query.
      if (error.nodes) throw refusal('BAD_USER_INPUT', error.message);
      throw this.tooCostly();
    }
  }

  private tooCostly(requested?: number): GraphQLError {
    const { cost: limit } = this.bounds;
    const found = requested === undefined ? '' : ` This one costs ${requested}.`;
    return refusal(
      'COST_LIMIT_EXCEEDED',
      `A query may cost ${limit} points.${found} Ask for smaller pages or fewer fields.`,
      400,
      requested === undefined ? {} : { cost: { requested, limit } },
    );
  }
}
