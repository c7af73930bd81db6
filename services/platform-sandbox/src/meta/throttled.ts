import type { LimitRule } from '../limits/limits.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-error.ts';

const messages = {
  4: 'Application request limit reached',
  17: 'User request limit reached',
  32: 'Page request limit reached',
  613: 'Calls to this api have exceeded the rate limit.',
  80002:
    'There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
} as const;

const platformCalls = /^(?:ig_hashtag_search|recently_searched_hashtags|top_media|recent_media)$/;

/** Whose limit it was that a call broke. */
export function throttled(rule: LimitRule, call: GraphCall): GraphError {
  const code = codeOf(rule, call);
  return new GraphError({
    code,
    message: `(#${code}) ${messages[code]}`,
    ...(code === 4 && { isTransient: true }),
  });
}

function codeOf({ per, api }: LimitRule, call: GraphCall): keyof typeof messages {
  if (per === 'app') return 4;
  if (per === 'operation' || api === 'threads-search' || api === 'threads-profiles') return 613;
  if (api === 'threads') return 17;
  if (api === 'instagram-login') return 80002;
  // What is read of others, and of the user, counts by the platform's limits, not the business's.
  const isPlatformCall =
    call.node === 'me' ||
    platformCalls.test(call.node) ||
    platformCalls.test(call.edge) ||
    (call.query.get('fields') ?? '').includes('business_discovery');
  if (!isPlatformCall) return 80002;
  return call.life === 'page' ? 32 : 17;
}
