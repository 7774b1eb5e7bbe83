import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config';

/** Seconds that a browser may remember what another origin is allowed. */
const PREFLIGHT_AGE = 600;

const APOLLO = ['embeddable-sandbox', 'apollo-server-landing-page'].map(
  (name) => `https://${name}.cdn.apollographql.com`,
);

/**
 * What Apollo Sandbox is made of. Its page has a stricter policy of its own, which lets inline scripts run
 * by a nonce only; both have to be met.
 */
const SANDBOX_POLICY = Object.entries({
  'default-src': ["'none'"],
  'script-src': ["'self'", "'unsafe-inline'", ...APOLLO],
  'style-src': ["'unsafe-inline'", ...APOLLO, 'https://fonts.googleapis.com'],
  'font-src': ['https://fonts.gstatic.com'],
  'img-src': APOLLO,
  'manifest-src': APOLLO,
  'frame-src': ['https://sandbox.embed.apollographql.com'],
  // Sandbox sends its queries from this page.
  'connect-src': ["'self'", 'ws:', 'wss:', ...APOLLO],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
})
  .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
  .join('; ');

/** Answers are no pages: what is said to browsers of them is little, for it goes with every one. */
const ANSWER_POLICY = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };

/** Says to browsers whose pages may read answers, and what a page from here may do. */
export async function addHeaders(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: ANSWER_POLICY },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Whoever brings TLS to this server says how long it lasts.
    strictTransportSecurity: false,
    // Of use to old browsers and to pages alone.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html')) {
      void reply.header('content-security-policy', SANDBOX_POLICY);
    }
    done(null, payload);
  });
  await app.register(cors, {
    origin: config.DATELINE_CORS_ORIGINS,
    methods: ['GET', 'POST'],
    maxAge: PREFLIGHT_AGE,
    // What asks for nothing is answered all the same, in no form of its own.
    strictPreflight: false,
    exposedHeaders: ['Cache-Status', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
  });
}
