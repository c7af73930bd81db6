import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  EventRefused,
  type OutboundDelivery,
  type PlatformAnswer,
  RateLimited,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { event, viralPost } from '@viral-scan/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOrchestratorClient, createViralEngineClient } from '../src/index.ts';

const { signal } = new AbortController();
const delivery = (known: Partial<OutboundDelivery> = {}): OutboundDelivery => ({
  deliveryId: 1,
  destination: 'viral-engine',
  event: event(),
  patterns: null,
  attempt: 1,
  createdAt: new Date(),
  ...known,
});
const answering = (status: number, headers: PlatformAnswer['headers'] = {}) =>
  createOrchestratorClient({
    baseUrl: 'https://orchestrator.example',
    token: 'very-secret',
    http: async () => ({ status, headers, text: 'a caption of somebody' }),
  }).send(delivery({ event: event({ data: { title: 'a caption of somebody' } }) }), { signal });

describe('an answer of a partner', () => {
  it.each([
    [200, {}],
    [202, { 'content-type': 'application/json' }],
    [204, {}],
    [200, { 'content-type': 'text/plain' }],
  ])('%i %o is delivery', async (status, headers) => {
    await expect(answering(status, headers)).resolves.toBeUndefined();
  });

  it.each([
    [400, {}, EventRefused],
    [409, {}, EventRefused],
    [410, {}, EventRefused],
    [413, {}, EventRefused],
    [415, {}, EventRefused],
    [422, { 'retry-after': '5' }, EventRefused],
    [401, {}, UpstreamRefused],
    [403, {}, UpstreamRefused],
    [404, {}, UpstreamRefused],
    [402, {}, UpstreamRefused],
    [405, {}, UpstreamRefused],
    [407, {}, UpstreamRefused],
    [421, {}, UpstreamRefused],
    [426, {}, UpstreamRefused],
    [431, {}, UpstreamRefused],
    [451, {}, UpstreamRefused],
    [408, {}, UpstreamUnavailable],
    [425, {}, UpstreamUnavailable],
    [500, {}, UpstreamUnavailable],
    [503, {}, UpstreamUnavailable],
    [101, {}, UpstreamContractBroken],
    [304, {}, UpstreamContractBroken],
    [200, { 'content-type': 'Text/HTML; charset=utf-8' }, UpstreamContractBroken],
  ])('%i %o is %o', async (status, headers, refusal) => {
    const failed = answering(status, headers);
    await expect(failed).rejects.toBeInstanceOf(refusal);
    await expect(failed).rejects.toThrow(`orchestrator answered ${status}`);
    await expect(failed).rejects.not.toThrow(/secret|caption/);
  });

  it.each([
    [429, {}, 1_000],
    [429, { 'retry-after': '7' }, 7_000],
    [429, { 'retry-after': '0' }, 0],
    [503, { 'retry-after': '120' }, 120_000],
    [
      503,
      { 'retry-after': 'Sun, 22 Nov 2026 15:00:30 GMT', date: 'Sun, 22 Nov 2026 15:00:00 GMT' },
      30_000,
    ],
    [429, { 'retry-after': 'soon' }, 1_000],
    [429, { 'retry-after': '-5' }, 1_000],
  ])('%i %o asks for a pause of %i ms', async (status, headers, retryAfterMs) => {
    const failed = answering(status, headers);
    await expect(failed).rejects.toBeInstanceOf(RateLimited);
    await expect(failed).rejects.toMatchObject({ retryAfterMs });
  });
});

describe('an event for the viral engine', () => {
  it('stands in headers that any text survives, beside nothing but the posts', async () => {
    const asked: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
    const server = createServer(async (request, response) => {
      asked.push({ headers: request.headers, body: await text(request) });
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const client = createViralEngineClient({
      baseUrl: `http://127.0.0.1:${port}`,
      token: null,
      http: async ({ url, signal: _, ...request }) => {
        const { status } = await fetch(url, request);
        return { status, headers: {}, text: '' };
      },
    });
    const partitionkey = 'threads:ä "x"%\r\nce-id: forged\u{1F600}\ud800~!';
    const posts = [viralPost({ content: 'ein “Text” — \u{1F600}' })];
    await client.send(delivery({ event: event({ partitionkey }), patterns: posts }), { signal });
    const [told] = asked;
    const raw = String(told?.headers['ce-partitionkey']);
    // What is a lone surrogate has no UTF-8.
    expect(decodeURIComponent(raw)).toBe(partitionkey.replace('\ud800', '\ufffd'));
    expect(raw).toMatch(/^[\x21\x23-\x7e]+$/);
    expect(raw).toContain('threads:%C3%A4%20%22x%22%25%0D%0Ace-id:%20forged');
    expect(told?.headers['ce-id']).not.toBe('forged');
    expect(told?.headers['ce-data']).toBeUndefined();
    expect(JSON.parse(told?.body ?? '')).toEqual({ posts });
  });

  it('that tells of no posts is refused without a call', async () => {
    const client = createViralEngineClient({
      baseUrl: 'https://engine.example',
      token: null,
      http: () => expect.fail('was called'),
    });
    await expect(client.send(delivery(), { signal })).rejects.toThrow('tells of no posts');
  });
});

it('a partner rests for as long as calls to its address would not go out', () => {
  const asked: string[] = [];
  const client = createOrchestratorClient({
    baseUrl: 'https://orchestrator.example/base',
    token: null,
    http: () => expect.fail('was called'),
    openForMs: ({ href }) => {
      asked.push(href);
      return 7_000;
    },
  });
  expect([client.restsForMs(), asked]).toEqual([
    7_000,
    ['https://orchestrator.example/base/events'],
  ]);
});
