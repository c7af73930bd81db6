import type { Scope } from '@viral-scan/contracts';
import { HttpProblem, type ProblemParts } from '../problems/http-problem.ts';

/** `code` as in RFC 6750; absent when the request held no proof of identity at all. */
export const unauthorized = (detail: string, code?: 'invalid_token' | 'invalid_request') =>
  new HttpProblem({
    name: 'unauthorized',
    status: 401,
    title: 'Who calls is not known',
    detail,
    headers: {
      'www-authenticate': `Bearer realm="viral-scan"${code === undefined ? '' : `, error="${code}"`}`,
    },
  });

export const forbidden = (scope: Scope) =>
  new HttpProblem({
    name: 'forbidden',
    status: 403,
    title: 'The caller may not do this',
    detail: `This call needs the scope "${scope}".`,
    headers: {
      'www-authenticate': `Bearer realm="viral-scan", error="insufficient_scope", scope="${scope}"`,
    },
  });

export const keysAway: ProblemParts = {
  name: 'unavailable',
  status: 503,
  title: 'Temporarily unavailable',
  detail: 'The keys to verify tokens with cannot be fetched at the moment; try again.',
  headers: { 'retry-after': '5' },
};
