import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  /** False: the connection ended before the body did. */
  readonly isWhole: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** A callback of an app, on loopback: keeps all that comes and answers as it is told. */
export async function webhookReceiver(answer: (request: Received) => Answer = echo, onPort = 0) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://receiver');
    const chunks: Buffer[] = [];
    const keep = (isWhole: boolean): Received => {
      const entry = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        raw: Buffer.concat(chunks),
        isWhole,
      };
      received.push(entry);
      return entry;
    };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => keep(false));
    request.on('end', () => {
      const { status, body = '' } = answer(keep(true));
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    posts: () => received.filter(({ method }) => method === 'POST'),
    clear: () => received.splice(0),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Agrees to every challenge. */
export const echo = ({ query }: Received): Answer => ({
  status: 200,
  body: query.get('hub.challenge') ?? '',
});
