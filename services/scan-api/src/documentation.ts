import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import { markOptionalBodies } from './optional-bodies.ts';

/** Collects the routes registered after it into an OpenAPI document, shown under /docs. */
export async function describeRoutes(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Viral Scan',
        version: '0.1.0',
        description:
          'What makes posts work, and what to do next: one honest report per scan. Errors are RFC 9457 problem documents; see docs/api.md.',
      },
      tags: [
        { name: 'scans', description: 'Initiate scans and read their reports' },
        { name: 'imports', description: 'Bring posts without API access' },
        { name: 'accounts', description: 'Connect own accounts to the platforms' },
        {
          name: 'viral-scraper',
          description: 'One account, its posts ranked; with an error shape of its own',
        },
        { name: 'webhooks', description: 'What platforms tell of; signed by them' },
        { name: 'operations', description: 'Health, metrics, documentation' },
      ],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Claims: `sub` (user), `tenant`, `scope`, `exp`',
          },
          serviceKey: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Service-Key',
            description: 'Of a service that acts for users',
          },
          onBehalfOf: {
            type: 'apiKey',
            in: 'header',
            name: 'X-On-Behalf-Of',
            description: 'The user the service acts for',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      markOptionalBodies(document.openapiObject);
      return document.openapiObject;
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: withoutUpgrades,
  });
}

/** The service itself speaks plain HTTP: a browser off loopback would ask for the scripts in vain. */
const withoutUpgrades = (policy: string): string =>
  policy.replace(/;?\s*upgrade-insecure-requests\s*/, '');
