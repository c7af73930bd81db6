import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly Record<string, string[]>[];
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly required: boolean; readonly content: object };
  readonly tags: readonly string[];
  readonly responses: Record<string, { readonly description: string; readonly content: object }>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly securitySchemes: Record<string, unknown> };
}

let room: ApiRoom;
let document: Document;
beforeAll(async () => {
  room = await apiRoom();
  document = (await room.app.inject('/openapi.json')).json();
});
afterAll(() => room.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and lists every route', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(
      operations()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual([
      'delete /accounts/{id}/tokens',
      'delete /users/{id}',
      'get /accounts',
      'get /accounts/{id}',
      'get /accounts/{id}/ranked-posts',
      'get /accounts/{id}/schedule',
      'get /connect/{platform}',
      'get /connect/{platform}/callback',
      'get /erasures/{code}',
      'get /health',
      'get /metrics',
      'get /openapi.json',
      'get /rate-limit/health',
      'get /rate-limit/metrics',
      'get /rate-limit/status/{account_id}',
      'get /ready',
      'get /scan/results/{id}',
      'get /scan/status/{id}',
      'get /scrape/tasks/{task_id}/status',
      'get /task/status/{task_id}',
      'get /users/{id}/scan/latest',
      'get /viral-posts',
      'get /viral-posts/{account_id}',
      'get /webhooks/instagram',
      'get /webhooks/threads',
      'get /webhooks/youtube/{subscription}',
      'post /collections',
      'post /imports',
      'post /scan/initiate',
      'post /scrape/account/{account_id}',
      'post /webhooks/instagram',
      'post /webhooks/instagram/data-deletion',
      'post /webhooks/instagram/deauthorize',
      'post /webhooks/threads',
      'post /webhooks/threads/data-deletion',
      'post /webhooks/threads/deauthorize',
      'post /webhooks/tiktok',
      'post /webhooks/youtube/{subscription}',
      'put /accounts/{id}/tokens',
    ]);
  });

  it('has unique operation ids, described responses and declared path parameters', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(response.description, `${path} ${status}`).not.toMatch(/^(Default Response)?$/);
        expect(Object.keys(response.content).length).toBeGreaterThan(0);
      }
    }
  });

  it('names the security of every call behind it, and its refusals as problem documents', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { path, operation } of operations()) {
      if (!/^\/(scan|users|imports|collections|accounts|connect)/.test(path)) continue;
      if (path.endsWith('/callback')) continue;
      expect(operation.security?.flatMap((way) => Object.keys(way))).toEqual(schemes);
      for (const status of ['400', '401', '403', '500', '503']) {
        const content = operation.responses[status]?.content;
        expect(Object.keys(content ?? {}), `${path} ${status}`).toEqual([
          'application/problem+json',
        ]);
      }
    }
  });

  it('names the security of the viral-scraper surface, and its refusals in their own shape', () => {
    const surface = operations().filter(({ operation }) =>
      operation.tags.includes('viral-scraper'),
    );
    expect(surface).toHaveLength(8);
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { path, operation } of surface) {
      expect(operation.security?.flatMap((way) => Object.keys(way))).toEqual(schemes);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        expect(Object.keys(content), `${path} ${status}`).toEqual(['application/json']);
        if (status !== '200') expect(JSON.stringify(content), path).toContain('"detail"');
      }
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['401', '403', '503']),
      );
    }
    const start = document.paths['/scrape/account/{account_id}']?.post;
    expect(start?.requestBody?.required).toBe(false);
    expect(document.paths['/scan/initiate']?.post?.requestBody?.required).toBe(true);
    expect(Object.keys(start?.responses ?? {})).toEqual(expect.arrayContaining(['422', '429']));
    expect(JSON.stringify(start?.responses['429'])).toContain('retry_after');
  });

  it('says what becomes of bodies that are slow, large or of another type', () => {
    const taken = operations().filter(({ operation }) => operation.requestBody !== undefined);
    expect(taken).toHaveLength(13);
    for (const { path, operation } of taken) {
      const statuses = Object.keys(operation.responses);
      const unreadable = path.startsWith('/webhooks/') ? [] : ['422'];
      const expected = ['408', '413', '415', ...unreadable];
      expect(statuses, path).toEqual(expect.arrayContaining(expected));
    }
  });

  it('describes the bodies of its calls', () => {
    const bodyOf = (path: string) => document.paths[path]?.post?.requestBody?.content ?? {};
    expect(JSON.stringify(bodyOf('/scan/initiate'))).toContain('"lookback_days"');
    expect(Object.keys(bodyOf('/imports'))).toContain('text/csv');
  });

  it('has no dangling reference', () => {
    const text = JSON.stringify(document);
    for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = (pointer ?? '')
        .split('/')
        .reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], document);
      expect(found, pointer).toBeDefined();
    }
  });
});
