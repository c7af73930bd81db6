import { type PlatformAnswer, UnreadableFile } from '@viral-scan/contracts';

/** One request and its answer as a recording holds them; a body is a text or already parsed. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

/** What an exchange means to the connector that owns its URL. */
export interface Interpretation {
  /** Such as `youtube-data` or `google-oauth`. */
  readonly owner: string;
  /** Such as `videos.list`. */
  readonly call: string;
  /** As the connector's own parsers give them, tokens included. */
  readonly objects: unknown;
}

/** An exchange as an owner reads it. */
export interface ReadExchange {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly answer: PlatformAnswer;
  /** When the answer came: its `Date`, else the reader's now. */
  readonly at: Date;
}

/** An exchange whose owner is known, and which it has not read yet. */
export interface ClaimedExchange {
  readonly owner: string;
  readonly call: string;
  /** Gives the domain objects; throws the domain error that the answer is. */
  readonly read: () => unknown;
}

/** Null when the URL is none of the owner's. */
export type ExchangeOwner = (exchange: ReadExchange) => ClaimedExchange | null;

/** Whether a URL is on one of the hosts, or on loopback, where stand-ins of platforms run. */
export const isOnHost = (url: URL, hosts: readonly string[]): boolean =>
  hosts.includes(url.hostname) || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);

/** @throws UnreadableFile that names what is wrong with the exchange */
export function readExchange(exchange: unknown, now: Date): ReadExchange {
  const request = member(exchange, 'request');
  const response = member(exchange, 'response');
  const { method, url } = request;
  if (typeof method !== 'string' || !/^[A-Z]{3,10}$/.test(method)) {
    throw new UnreadableFile('request.method is no method, such as GET');
  }
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw new UnreadableFile('request.url is no absolute URL');
  }
  const { status } = response;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) {
    throw new UnreadableFile('response.status is no HTTP status');
  }
  const headers = readHeaders('response', response.headers);
  const sentAt = new Date(headers.date ?? '');
  return {
    method,
    url: new URL(url),
    requestHeaders: readHeaders('request', request.headers),
    requestBody: bodyText(request.body),
    answer: { status, headers, text: bodyText(response.body) },
    at: Number.isNaN(sentAt.getTime()) ? now : sentAt,
  };
}

function member(exchange: unknown, name: string): Record<string, unknown> {
  const found = isObject(exchange) ? exchange[name] : undefined;
  if (!isObject(found)) throw new UnreadableFile(`${name} is missing: this is no exchange`);
  return found;
}

/**
 * Names in lower case; what came several times is one value, as HTTP joins it.
 * @throws UnreadableFile that names the part
 */
export function readHeaders(part: string, headers: unknown): Record<string, string> {
  if (headers === undefined || headers === null) return {};
  if (!isObject(headers)) throw new UnreadableFile(`${part}.headers is not an object`);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      headerText(`${part}.headers`, value),
    ]),
  );
}

function headerText(path: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => headerText(path, each)).join(', ');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new UnreadableFile(`${path} has a value that is no text`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined || body === null ? '' : JSON.stringify(body);
}
