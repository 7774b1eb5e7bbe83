import type * as GraphQL from '@opentelemetry/instrumentation-graphql';
import type * as Http from '@opentelemetry/instrumentation-http';
import type * as Pg from '@opentelemetry/instrumentation-pg';
import type * as Sdk from '@opentelemetry/sdk-node';

/**
 * Traces by OpenTelemetry, where its standard variable OTEL_EXPORTER_OTLP_ENDPOINT says where they go;
 * without it nothing of it is even loaded. It must be loaded before what it watches: http, pg, graphql.
 */
// eslint-disable-next-line no-restricted-properties -- OpenTelemetry's own variables; config.ts would load pg before this
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] !== undefined) startTracing();

function startTracing(): void {
  /* eslint-disable @typescript-eslint/no-require-imports -- only when they are asked for */
  const { NodeSDK } = require('@opentelemetry/sdk-node') as typeof Sdk;
  const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http') as typeof Http;
  const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg') as typeof Pg;
  const { GraphQLInstrumentation } =
    require('@opentelemetry/instrumentation-graphql') as typeof GraphQL;
  /* eslint-enable */
  const sdk = new NodeSDK({
    serviceName: 'dateline',
    instrumentations: [
      // What is searched for stays here.
      new HttpInstrumentation({
        redactedQueryParamsServer: ['query', 'variables', 'extensions'],
      }),
      new GraphQLInstrumentation({ ignoreResolveSpans: true }),
      new PgInstrumentation({
        requireParentSpan: true,
        // Some statements have their values in their text.
        requestHook: (span) => {
          span.setAttribute('db.query.text', '(not told)');
        },
      }),
    ],
  });
  sdk.start();
  process.once('beforeExit', () => void sdk.shutdown());
}
