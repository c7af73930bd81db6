import type { LookupFunction } from 'node:net';
import {
  AddressForbidden,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { Agent, type Dispatcher } from 'undici';
import { nameCall, pathPattern, toCallFailure } from './call-failure.ts';
import { type BreakerChange, createBreakers } from './circuit-breaker.ts';
import { startDeadline } from './deadline.ts';
import { checkLiteral, guardLookup } from './public-address.ts';
import { discard, dropBody, readBody } from './read-body.ts';

export interface EgressRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: URL;
  /** Sent as they are, `traceparent` among them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Aborting rejects with the signal's own reason. */
  readonly signal?: AbortSignal;
  /** For the whole call, body included. */
  readonly deadlineMs?: number;
  readonly maxBodyBytes?: number;
  /** The status is all that counts: whatever follows it is dropped, and `body` is empty. */
  readonly dropsBody?: boolean;
}

export interface EgressResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The body as UTF-8. */
  readonly text: string;
}

/** One ended call, for metrics; `status` is null when there was no answer. */
export interface EgressCall {
  readonly method: string;
  readonly host: string;
  /** Without the ids in it: `/v25.0/{id}/media`. */
  readonly path: string;
  readonly status: number | null;
  readonly durationMs: number;
  /** Code of the domain error the call ended with. */
  readonly errorCode: string | null;
}

export interface EgressOptions {
  /**
   * Exact origins (`http://127.0.0.1:1234`) of configured hosts that may be anywhere and may speak
   * plain HTTP. Everything else is https on public unicast addresses.
   */
  readonly allow?: readonly string[];
  readonly defaults?: {
    readonly deadlineMs?: number;
    readonly connectTimeoutMs?: number;
    readonly maxBodyBytes?: number;
  };
  readonly breaker?: { readonly failureThreshold?: number; readonly coolDownMs?: number };
  readonly lookup?: LookupFunction;
  readonly onCall?: (call: EgressCall) => void;
  /** The breaker of an origin opened, lets one call through, or closed. */
  readonly onBreaker?: (change: BreakerChange) => void;
}

export interface Egress {
  /**
   * Answers every status but redirects, which are not followed. Throws `AddressForbidden`,
   * `UpstreamUnavailable` (deadline, lost connection; `CircuitOpen`: not called),
   * `UpstreamContractBroken` (redirect, too large, encoded or no HTTP). No error text holds the query, or an id of the path.
   */
  readonly request: (request: EgressRequest) => Promise<EgressResponse>;
  /** How long the breaker of the URL's origin lets nothing through; 0: it does. */
  readonly openForMs: (url: URL) => number;
  /** Waits for running calls, then closes all connections. */
  readonly close: () => Promise<void>;
}

/** The guarded HTTP client every outgoing call uses. Retries are the caller's. */
export function createEgress(options: EgressOptions = {}): Egress {
  const allowed = new Set(options.allow?.map((origin) => new URL(origin).origin));
  const deadlineMs = options.defaults?.deadlineMs ?? 10_000;
  const maxBodyBytes = options.defaults?.maxBodyBytes ?? 8 * 1_048_576;
  const timeout = options.defaults?.connectTimeoutMs ?? 3_000;
  const lookup = options.lookup === undefined ? {} : { lookup: options.lookup };
  const configured = new Agent({ connect: { timeout, ...lookup } });
  const guarded = new Agent({ connect: { timeout, lookup: guardLookup(options.lookup) } });
  const breakerOf = createBreakers({
    failureThreshold: options.breaker?.failureThreshold ?? 5,
    coolDownMs: options.breaker?.coolDownMs ?? 10_000,
    ...(options.onBreaker !== undefined && { onChange: options.onBreaker }),
  });

  const chooseAgent = (url: URL): Agent => {
    if (url.username !== '' || url.password !== '') {
      throw new AddressForbidden(`${url.host}: an address with credentials is not called`);
    }
    if (allowed.has(url.origin)) return configured;
    if (url.protocol !== 'https:') {
      throw new AddressForbidden(`${url.protocol}//${url.host} is not called: only https is`);
    }
    checkLiteral(url);
    return guarded;
  };

  const callOnce = async (
    agent: Agent,
    request: EgressRequest,
    onStatus: (status: number) => void,
  ): Promise<EgressResponse> => {
    const { method = 'GET', url, signal } = request;
    const call = nameCall(method, url);
    const limitMs = request.deadlineMs ?? deadlineMs;
    const deadline = startDeadline(limitMs, signal);
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { 'accept-encoding': 'identity', ...request.headers },
        body: request.body ?? null,
        signal: deadline.signal,
      });
      onStatus(answer.statusCode);
      refuseRedirect(call, answer);
      if (!request.dropsBody) refuseEncoded(call, answer);
      const body = request.dropsBody
        ? await dropBody(answer)
        : await readBody(call, answer, request.maxBodyBytes ?? maxBodyBytes);
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body,
        get text() {
          return body.toString('utf8');
        },
      };
    } catch (error) {
      if (deadline.isOver()) {
        throw new UpstreamUnavailable(`${call}: no complete answer within ${limitMs} ms`);
      }
      if (signal?.aborted) throw signal.reason;
      throw toCallFailure(call, error);
    } finally {
      deadline.clear();
    }
  };

  const request = async (asked: EgressRequest): Promise<EgressResponse> => {
    const { method = 'GET', url } = asked;
    const startedMs = performance.now();
    let status: number | null = null;
    let errorCode: string | null = null;
    try {
      const agent = chooseAgent(url);
      return await breakerOf(url.origin).call(nameCall(method, url), () =>
        callOnce(agent, asked, (seen) => {
          status = seen;
        }),
      );
    } catch (error) {
      errorCode = errorCodeOf(error);
      throw error;
    } finally {
      const durationMs = performance.now() - startedMs;
      options.onCall?.({
        method,
        host: url.host,
        path: pathPattern(url),
        status,
        durationMs,
        errorCode,
      });
    }
  };

  return {
    request,
    openForMs: (url) => breakerOf(url.origin).openForMs(),
    close: async () => {
      await Promise.all([configured.close(), guarded.close()]);
    },
  };
}

/** Redirects are not followed, since they could lead anywhere; the target is named without path. */
function refuseRedirect(call: string, answer: Dispatcher.ResponseData): void {
  const { statusCode, headers } = answer;
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) {
    discard(answer);
    const target = hostOf(headers.location);
    throw new UpstreamContractBroken(`${call}: redirects to ${target}, which is not followed`);
  }
}

function refuseEncoded(call: string, answer: Dispatcher.ResponseData): void {
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    discard(answer);
    throw new UpstreamContractBroken(
      `${call}: the answer is encoded though that was not asked for`,
    );
  }
}

function hostOf(location: string | string[] | undefined): string {
  const text = Array.isArray(location) ? location[0] : location;
  if (text === undefined) return 'nowhere';
  return URL.canParse(text) ? new URL(text).host : 'another path';
}

const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'aborted';
