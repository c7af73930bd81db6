import { HttpProblem } from '../problems/http-problem.ts';

const hourSeconds = 3_600;

/** `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers-10: q requests in w seconds. */
export const scanPolicy = (perHour: number): string => `"scans";q=${perHour};w=${hourSeconds}`;

export function quotaExceeded(limit: number, retryAfterMs: number): HttpProblem {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return new HttpProblem({
    name: 'quota-exceeded',
    status: 429,
    title: 'Too many scans',
    detail: `A user may initiate ${limit} scans per hour; the next one in ${seconds} s.`,
    headers: {
      'retry-after': String(seconds),
      'ratelimit-policy': scanPolicy(limit),
      ratelimit: `"scans";r=0;t=${seconds}`,
    },
  });
}
