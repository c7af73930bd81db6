import {
  type DomainError,
  type PlatformAnswer,
  RateLimited,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import { askedToWaitMs } from '../answer/retry-after.ts';

const defaultRetryAfterMs = 30_000;

/** How long TikTok asks us to wait; it seldom says. */
export const waitOf = (answer: PlatformAnswer, now: Date): number =>
  askedToWaitMs(answer, now) ?? defaultRetryAfterMs;

/** The error of an answer whose body says nothing that we know. */
export function errorByStatus(said: string, answer: PlatformAnswer, now: Date): DomainError {
  const { status } = answer;
  if (status === 429) {
    return new RateLimited(`${said}: calls come too fast`, waitOf(answer, now));
  }
  const askedMs = askedToWaitMs(answer, now);
  if (status === 503 && askedMs !== null) {
    return new RateLimited(`${said}: it asks to be called again later`, askedMs);
  }
  if (status >= 500) return new UpstreamUnavailable(said);
  return status === 401 || status === 403
    ? new UpstreamRefused(said)
    : new UpstreamContractBroken(said);
}

/** The moment first, then digits and capitals: whatever else stands there is not ours to repeat. */
const logId = /^\d{4}[\dA-Z]{0,60}$/;

/**
 * `TikTok answered 40105 to business/get (request 2026…)`: what TikTok's support asks for. The
 * message of the answer is not passed on, it may hold anything.
 */
export function describeAnswer(
  operation: string,
  what: string | number,
  answer: PlatformAnswer,
  requestId: JsonNode,
): string {
  const said = `TikTok answered ${what} to ${operation}`;
  const id = [requestId.value, answer.headers['x-tt-logid']].find(
    (known) => typeof known === 'string' && logId.test(known),
  );
  return id === undefined ? said : `${said} (request ${id})`;
}

/** The member where there may be no object at all. */
export function memberOf(node: JsonNode, ...keys: readonly string[]): JsonNode {
  try {
    return at(node, ...keys);
  } catch {
    return { value: undefined, path: node.path };
  }
}
