import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface PartnerCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly atMs: number;
}

export type PartnerManner = (response: ServerResponse, call: PartnerCall) => void;

export const accepting: PartnerManner = (response) =>
  void response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}): PartnerManner =>
  (response) =>
    void response.writeHead(status, headers).end();

/** A partner on loopback that answers in whatever manner it has at the moment. */
export async function tinyPartner(first: PartnerManner = accepting) {
  const calls: PartnerCall[] = [];
  let manner = first;
  const server = createServer(async (request, response) => {
    const { url: path = '', headers } = request;
    const call = { path, headers, body: await text(request), atMs: performance.now() };
    calls.push(call);
    manner(response, call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/base`,
    host: `127.0.0.1:${port}`,
    calls,
    /** Ids of events, in the order in which they came. */
    ids: (): string[] =>
      calls.map(({ headers, body }) => String(headers['ce-id'] ?? JSON.parse(body).id)),
    behave: (next: PartnerManner): void => {
      manner = next;
    },
  };
}
