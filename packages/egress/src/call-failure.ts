import {
  AddressForbidden,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { errors } from 'undici';

/**
 * A call as error texts and metrics may name it: never with its query, which may hold keys, nor with
 * the ids of accounts and posts, which outlive in logs what is erased.
 */
export const nameCall = (method: string, url: URL): string =>
  `${method} ${url.host}${pathPattern(url)}`;

/** `/v25.0/{id}/media`. What is not clearly a word of the API may be an id. */
export const pathPattern = ({ pathname }: URL): string =>
  pathname
    .split('/')
    .map((segment) => (segment === '' || apiWord.test(segment) ? segment : '{id}'))
    .join('/');

/** `media`, `access_token`, `playlistItems`, `oauth2`, `v25.0`. */
const apiWord =
  /^(?:[a-z]{1,24}(?:[A-Z][a-z]{1,23})?(?:[_.-][a-z]{1,24}){0,4}\d?|v\d{1,3}(?:\.\d{1,3})?)$/;

/** The domain error of a call that got no complete answer. */
export function toCallFailure(call: string, error: unknown): Error {
  const refusal = findRefusal(error);
  if (refusal !== undefined) {
    return new AddressForbidden(`${call}: ${refusal.message}`, { cause: error });
  }
  if (error instanceof UpstreamContractBroken) return error;
  const code = codeOf(error);
  const isUnparsable = error instanceof errors.HTTPParserError;
  if (isUnparsable || error instanceof errors.HeadersOverflowError) {
    // Without cause: the parser's error carries a piece of the answer.
    return new UpstreamContractBroken(`${call}: the answer is not HTTP`);
  }
  return new UpstreamUnavailable(`${call}: the connection failed (${code})`, { cause: error });
}

/** Connecting to several addresses fails with an AggregateError around the refusal. */
function findRefusal(error: unknown): AddressForbidden | undefined {
  if (error instanceof AddressForbidden) return error;
  if (error instanceof AggregateError) {
    return error.errors.map(findRefusal).find((found) => found !== undefined);
  }
  return error instanceof Error && error.cause !== undefined ? findRefusal(error.cause) : undefined;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'unknown cause';
}
