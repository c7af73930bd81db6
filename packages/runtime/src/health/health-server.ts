import { createServer, type ServerResponse } from 'node:http';
import { type Dependency, readyAnswer } from './readiness.ts';

/** Tells a process from a stranger on its port. */
export const instanceHeader = 'x-viral-scan-instance';

export interface HealthServerOptions {
  readonly service: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Answered by `/health` as `x-viral-scan-instance`. */
  readonly instance?: string | undefined;
  readonly ready: () => Promise<readonly Dependency[]>;
  readonly metrics: { readonly contentType: string; render(): Promise<string> };
}

export interface HealthServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What a worker without an API of its own answers: `GET /health` (the process lives),
 * `/ready` (200 or 503, with its dependencies in words) and `/metrics`.
 */
export async function healthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer(
    { requestTimeout: 5_000, headersTimeout: 5_000 },
    (request, response) => {
      const path = request.url?.split('?', 1)[0] ?? '/';
      request.resume();
      if (request.method !== 'GET' && request.method !== 'HEAD') return sendJson(response, 405, {});
      answer(path, response, options).catch(() => {
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { status: 'error' });
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    port,
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

async function answer(path: string, response: ServerResponse, options: HealthServerOptions) {
  if (path === '/health') {
    if (options.instance !== undefined) response.setHeader(instanceHeader, options.instance);
    return sendJson(response, 200, { status: 'healthy', service: options.service });
  }
  if (path === '/ready') {
    const { statusCode, body } = readyAnswer(options.service, await options.ready());
    return sendJson(response, statusCode, body);
  }
  if (path === '/metrics') {
    return send(response, 200, options.metrics.contentType, await options.metrics.render());
  }
  sendJson(response, 404, { status: 'not_found' });
}

const sendJson = (response: ServerResponse, status: number, body: object) =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));

function send(response: ServerResponse, status: number, contentType: string, body: string) {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
