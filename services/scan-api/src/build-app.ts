import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { ApiDeps } from './api-deps.ts';
import type { App } from './app.ts';
import { authenticate } from './auth/authenticate.ts';
import { describeRoutes } from './documentation.ts';
import { correlate, requestIdOf } from './observe/correlate.ts';
import { measureRequests } from './observe/measure.ts';
import { traceRequests } from './observe/trace.ts';
import { answerError, answerWithProblems } from './problems/answer-with-problems.ts';
import { answerClientError } from './problems/client-error.ts';
import { lingerAfterEarlyAnswers } from './problems/linger.ts';
import { refuseOtherMethods } from './problems/method-not-allowed.ts';
import { refuseEncodedBodies } from './problems/refuse-encoded-bodies.ts';
import { callersRoutes, publicRoutes } from './routes/all-routes.ts';
import { redirectSlashes } from './scraper-surface/redirect-slashes.ts';
import { scraperSurface } from './scraper-surface/scraper-surface.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';

const jsonBodyLimitBytes = 64 * 1_024;
const silentSocketMs = 60_000;
const headersTimeoutMs = 10_000;
const maxHeaderBytes = 16 * 1_024;
/** The longest name of an account behind its platform's, percent-encoded, and some. */
const maxParamLength = 1_000;

/** The whole API, ready to `listen` or `inject`. */
export async function buildApp(deps: ApiDeps): Promise<App> {
  const { answerTimeoutMs, importTimeoutMs } = deps.limits;
  const app: App = Fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    // Fastify's own lines would hold paths.
    logController: new LogController({ disableRequestLogging: true }),
    // The correlation id is in every line already.
    childLoggerFactory: (logger) => logger,
    genReqId: requestIdOf,
    requestIdHeader: false,
    trustProxy: false,
    bodyLimit: jsonBodyLimitBytes,
    connectionTimeout: silentSocketMs,
    // Until the body is there: as long as the largest import may take. Other routes end sooner.
    requestTimeout: importTimeoutMs + answerTimeoutMs,
    handlerTimeout: answerTimeoutMs,
    http: { maxHeaderSize: maxHeaderBytes, headersTimeout: headersTimeoutMs },
    routerOptions: { maxParamLength },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: 'idle',
    frameworkErrors: answerError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<ZodTypeProvider>();
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  correlate(app);
  traceRequests(app, deps.tracing);
  measureRequests(app, deps.metrics);
  lingerAfterEarlyAnswers(app);
  answerWithProblems(app);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });
  await describeRoutes(app);
  const answer405 = refuseOtherMethods(app);

  for (const routes of publicRoutes) routes(app, deps);
  await app.register(async (door: App) => webhookRoutes(door, deps));
  await app.register(async (callers: App) => {
    authenticate(callers, deps);
    refuseEncodedBodies(callers);
    for (const routes of callersRoutes) callers.register(async (scope: App) => routes(scope, deps));
  });
  await app.register(async (surface: App) => {
    const redirect = redirectSlashes(surface);
    scraperSurface(surface, deps);
    redirect(app);
  });
  answer405();
  return app;
}
