import { type PlatformAnswer, UpstreamContractBroken } from '@viral-scan/contracts';
import { parseExactJson } from '../answer/exact-json.ts';
import type { JsonNode } from '../answer/json-node.ts';
import type { GraphCall } from './graph-call.ts';
import { errorByStatus, type GraphFailure, readGraphError } from './graph-error.ts';

/** The body of a success, ids above 2^53 exact, or what Meta says instead. */
export type GraphAnswer =
  | { readonly ok: true; readonly root: JsonNode }
  | ({ readonly ok: false } & GraphFailure);

/** @throws DomainError what the answer says instead of succeeding */
export function rootOf(answer: GraphAnswer): JsonNode {
  if (!answer.ok) throw answer.error;
  return answer.root;
}

/** @throws DomainError for an answer that is neither a success nor has an `error` */
export function readGraphAnswer(call: GraphCall, answer: PlatformAnswer, now: Date): GraphAnswer {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const root = readBody(call, answer, now, isSuccess);
  const { value } = root;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (!isSuccess) throw errorByStatus(call, answer, now);
    throw new UpstreamContractBroken(`the answer breaks its contract: ${root.path} is no object`);
  }
  const error: unknown = Object.hasOwn(value, 'error') ? Reflect.get(value, 'error') : undefined;
  if (typeof error === 'object' && error !== null) {
    return { ok: false, ...readGraphError(call, error, answer, now) };
  }
  if (!isSuccess) throw errorByStatus(call, answer, now);
  return { ok: true, root };
}

function readBody(
  call: GraphCall,
  answer: PlatformAnswer,
  now: Date,
  isSuccess: boolean,
): JsonNode {
  try {
    return parseExactJson(`${call.platform} ${call.operation}`, answer.text);
  } catch (error) {
    if (isSuccess) throw error;
    throw errorByStatus(call, answer, now);
  }
}
