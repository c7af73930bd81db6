import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { operationOf } from '../platform-apis.ts';
import type { Fault, FaultList } from './fault-list.ts';

const usualReasons: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'authError',
  403: 'rateLimitExceeded',
  404: 'notFound',
  429: 'rateLimitExceeded',
  500: 'backendError',
  503: 'backendError',
};

const defaultDelayMs = 1_000;

/**
 * Lets the faults strike calls to the platforms, before a route runs: a struck call costs no
 * quota. The sandbox's own paths are never struck.
 */
export function injectFaults(app: FastifyInstance, faults: FaultList): void {
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (operationOf(path) === null) return;
    const fault = faults.take(path);
    if (fault === null) return;
    const delayMs = fault.delay_ms ?? (fault.kind === 'slow' ? defaultDelayMs : 0);
    if (delayMs > 0) await sleep(delayMs);
    if (fault.kind === 'slow') return;
    await strike(reply, fault);
    return reply;
  });
}

async function strike(reply: FastifyReply, fault: Fault): Promise<void> {
  if (fault.status !== undefined) {
    await reply.code(fault.status).send(envelope(fault.status, fault.reason));
    return;
  }
  if (fault.kind === 'html') {
    const page = '<!DOCTYPE html><html><title>Error</title><p>Something went wrong.</html>';
    await reply.code(200).type('text/html; charset=utf-8').send(page);
    return;
  }
  reply.hijack();
  if (fault.kind === 'truncate') {
    const start = '{"kind":"youtube#videoListResponse","etag":"';
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': 4_096 };
    reply.raw.writeHead(200, headers);
    // The client must have the half body before the connection goes.
    await new Promise<void>((resolve) => reply.raw.write(start, () => resolve()));
  }
  reply.raw.destroy();
}

function envelope(status: number, wanted: string | undefined) {
  const reason = wanted ?? usualReasons[status] ?? 'backendError';
  const domain = reason === 'quotaExceeded' ? 'youtube.quota' : 'global';
  const message = `Injected fault: ${reason}`;
  return { error: { code: status, message, errors: [{ message, domain, reason }] } };
}
