import { healthSchema, readySchema } from '@viral-scan/contracts';
import { instanceHeader, readiness, readyAnswer } from '@viral-scan/runtime';
import { z } from 'zod';
import { type ApiDeps, serviceName } from '../api-deps.ts';
import type { App } from '../app.ts';

const readinessPatienceMs = 2_000;

/** What operators and their machines ask. */
export function operationsRoutes(app: App, deps: ApiDeps): void {
  const tags = ['operations'];
  app.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        summary: 'The process lives; nothing else is asked',
        tags,
        response: { 200: healthSchema.describe('It lives') },
      },
    },
    async (_request, reply) => {
      if (deps.instance !== undefined) reply.header(instanceHeader, deps.instance);
      return { status: 'healthy' as const, service: serviceName };
    },
  );
  app.get(
    '/ready',
    {
      schema: {
        operationId: 'getReady',
        summary: 'What the service depends on, in words',
        tags,
        response: {
          200: readySchema.describe('All that is required is there'),
          503: readySchema.describe('Something required is away'),
        },
      },
    },
    async (_request, reply) => {
      const dependencies = await readiness(deps.readinessChecks, readinessPatienceMs);
      const { statusCode, body } = readyAnswer(serviceName, dependencies);
      return reply.code(statusCode).send({ ...body, dependencies });
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        summary: 'Metrics for Prometheus',
        tags,
        produces: ['text/plain'],
        response: { 200: z.string().describe('Prometheus text format') },
      },
      serializerCompiler: () => String,
    },
    async (_request, reply) =>
      reply.type(deps.metrics.contentType).send(await deps.metrics.render()),
  );
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'This document',
        tags,
        response: { 200: z.record(z.string(), z.unknown()).describe('OpenAPI 3.1') },
      },
    },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send({ ...app.swagger() }),
  );
}
