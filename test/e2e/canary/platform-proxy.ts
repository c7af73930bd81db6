import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Canaries } from './secrets.ts';

/** Calls to paths like this are answered with `status`, telling all that must not be told. */
export interface Indiscretion {
  readonly path: RegExp;
  readonly status: number;
  readonly form: 'google' | 'google-oauth' | 'tiktok-accounts' | 'tiktok-oauth' | 'graph' | 'html';
  times: number;
}

/**
 * Stands between the services and the sandbox: names of accounts, captions and comments get their
 * canaries, every credential that passes is noted, and on demand an answer quotes all of them.
 */
export interface PlatformProxy {
  readonly url: string;
  /** Tokens, codes, verifiers and states that have passed. */
  readonly seen: ReadonlySet<string>;
  /** Calls that were answered with an indiscretion. */
  readonly told: readonly string[];
  misbehave(indiscretion: Indiscretion): void;
  close(): Promise<void>;
}

const secretNames =
  'access_token|fb_exchange_token|input_token|refresh_token|id_token|client_secret|code|auth_code|code_verifier|state|key';
const inQuery = new RegExp(`[?&](?:${secretNames})=([^&#]+)`, 'g');
const inForm = new RegExp(`(?:^|&)(?:${secretNames})=([^&]+)`, 'g');
const inJson = new RegExp(`"(?:${secretNames})"\\s*:\\s*"([^"]+)"`, 'g');

export async function platformProxy(
  targetOf: () => string,
  canaries: Canaries,
): Promise<PlatformProxy> {
  const seen = new Set<string>();
  const told: string[] = [];
  const indiscretions: Indiscretion[] = [];
  const note = (secret: string): void => {
    const plain = decodeURIComponent(secret.replaceAll('+', ' '));
    // Error words such as "access_token_invalid" stand under `code` too.
    if (plain.length >= 12 && /\d/.test(plain)) seen.add(plain);
  };
  const noteAll = (where: string, pattern: RegExp): void => {
    for (const [, secret] of where.matchAll(pattern)) if (secret !== undefined) note(secret);
  };

  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await text(request);
    noteAll(url, inQuery);
    noteAll(body, inForm);
    noteAll(body, inJson);
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    for (const token of [bearer, headers['access-token']]) {
      if (typeof token === 'string') note(token);
    }
    const fault = indiscretions.find(({ path, times }) => times > 0 && path.test(url));
    if (fault !== undefined) {
      fault.times -= 1;
      told.push(`${method} ${url.split('?')[0]}`);
      // The latest token alone, where an id is expected.
      const asId = [...seen].at(-1) ?? '';
      const everything = [...seen, ...Object.values(canaries)].join(' ');
      response.writeHead(fault.status, {
        'content-type': fault.form === 'html' ? 'text/html' : 'application/json',
        'retry-after': '1',
        'www-authenticate': `Bearer error="invalid_token", error_description="${everything}"`,
        'x-tt-logid': asId,
        'x-app-usage': everything,
      });
      response.end(indiscreetBody(fault, everything, asId));
      return;
    }
    const answer = await fetch(`${targetOf()}${url}`, {
      method,
      headers: passedOn(headers),
      redirect: 'manual',
      ...(body !== '' && { body }),
    });
    const answered = await answer.text();
    noteAll(answered, inJson);
    noteAll(answer.headers.get('location') ?? '', inQuery);
    const own = [...answer.headers].filter(
      ([name]) =>
        !['content-length', 'connection', 'transfer-encoding', 'keep-alive'].includes(name),
    );
    response.writeHead(answer.status, Object.fromEntries(own));
    response.end(withCanaries(url, answered, canaries));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    told,
    misbehave: (indiscretion) => indiscretions.push(indiscretion),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const passedOn = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value !== 'string' || ['host', 'connection', 'content-length'].includes(name)
        ? []
        : [[name, value]],
    ),
  );

/** On the text: bare integers above 2^53 must stay what they are. */
function withCanaries(url: string, body: string, canaries: Canaries): string {
  const isOfAccounts = /\/youtube\/v3\/channels/.test(url);
  const isOfThreads = url.startsWith('/threads/');
  // Elsewhere Meta calls metrics so.
  const isProfile = /^\/(?:instagram|threads)\/[^?]*\/me(?:\?|$)/.test(url);
  const mark = (name: string, value: string): string => {
    if (name === 'text' && !isOfThreads) return `${value} ${canaries.comment}`;
    if (name === 'name' && !isProfile) return value;
    const isName =
      /^(channelTitle|display_name|name)$/.test(name) || (name === 'title' && isOfAccounts);
    if (isName) return `${value} ${canaries.accountName}`;
    // First for the hooks, last for the hashtags; not in all, or there would be nothing to compare.
    const isFirst = value.length % 2 === 0;
    return `${isFirst ? `${canaries.caption} ` : ''}${value}${isFirst ? '' : ` #${canaries.caption}`}`;
  };
  return body.replace(
    /"(title|description|caption|video_description|display_name|channelTitle|name|text)":"((?:[^"\\]|\\.)*)"/g,
    (_all, name: string, value: string) => `"${name}":"${mark(name, value)}"`,
  );
}

function indiscreetBody({ form, status }: Indiscretion, everything: string, asId: string): string {
  switch (form) {
    case 'html':
      return `<html><title>${everything}</title></html>`;
    case 'google-oauth':
      return JSON.stringify({ error: 'invalid_grant', error_description: everything });
    case 'tiktok-oauth':
      return JSON.stringify({
        error: 'invalid_grant',
        error_description: everything,
        log_id: asId,
      });
    case 'tiktok-accounts':
      return JSON.stringify({
        code: status === 200 ? 40_002 : 50_000,
        message: everything,
        request_id: asId,
        data: {},
      });
    case 'graph': {
      const error = { message: everything, type: everything, code: status === 400 ? 190 : 2 };
      return JSON.stringify({ error: { ...error, error_user_msg: everything, fbtrace_id: asId } });
    }
    case 'google': {
      const errors = [{ message: everything, domain: everything, reason: everything }];
      return JSON.stringify({ error: { code: status, message: everything, errors } });
    }
  }
}
