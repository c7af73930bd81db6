import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf as metaTokenOf } from '../meta/graph-call.ts';
import { operationOf } from '../platform-apis.ts';
import { faultAnswer, startOfAnswer } from './fault-answer.ts';
import type { Fault, FaultList } from './fault-list.ts';

const defaultDelayMs = 1_000;
const pieces = 20;

export interface FaultTargets {
  readonly faults: FaultList;
  /** Ends the grant behind a token of any kind. */
  readonly revoke: (token: string) => void;
  /** Real milliseconds. */
  readonly now: () => number;
}

/**
 * Lets the faults strike calls to the platforms, before a route runs: a call that is struck
 * costs nothing, unless it goes on (`slow`, `drip`, `revoke`). The sandbox's own paths are never
 * struck.
 */
export function injectFaults(app: FastifyInstance, { faults, revoke, now }: FaultTargets): void {
  const dripping = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (operationOf(path) === null) return;
    const fault = faults.take(path);
    if (fault === null) return;
    if (fault.kind === 'drip') {
      dripping.set(request, fault.delay_ms ?? defaultDelayMs);
      return;
    }
    const delayMs = fault.delay_ms ?? (fault.kind === 'slow' ? defaultDelayMs : 0);
    if (delayMs > 0) await sleep(delayMs);
    if (fault.kind === 'revoke') revoke(tokenOf(request));
    if (fault.kind === 'slow' || fault.kind === 'revoke') return;
    await strike(path, reply, fault, now());
    return reply;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const delayMs = dripping.get(request);
    if (delayMs === undefined || typeof payload !== 'string' || payload === '') return payload;
    reply.removeHeader('content-length');
    return Readable.from(drip(Buffer.from(payload), delayMs / pieces));
  });
}

async function* drip(body: Buffer, pauseMs: number): AsyncGenerator<Buffer> {
  const size = Math.ceil(body.length / pieces);
  for (let from = 0; from < body.length; from += size) {
    await sleep(pauseMs);
    yield body.subarray(from, from + size);
  }
}

const tokenOf = (request: FastifyRequest): string => {
  const token = request.headers['access-token'];
  return typeof token === 'string' ? token : metaTokenOf(request);
};

async function strike(
  path: string,
  reply: FastifyReply,
  fault: Fault,
  nowMs: number,
): Promise<void> {
  if (fault.kind === undefined) {
    const { status, headers, body } = faultAnswer(path, fault, nowMs);
    await reply.code(status).headers(headers).send(body);
    return;
  }
  if (fault.kind === 'html') {
    const page = '<!DOCTYPE html><html><title>Error</title><p>Something went wrong.</html>';
    await reply.code(200).type('text/html; charset=utf-8').send(page);
    return;
  }
  reply.hijack();
  if (fault.kind === 'truncate') {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': 4_096 };
    reply.raw.writeHead(200, headers);
    // The client must have the half body before the connection goes.
    await new Promise<void>((resolve) => reply.raw.write(startOfAnswer(path), () => resolve()));
  }
  reply.raw.destroy();
}
