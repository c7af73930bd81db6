import { createHash } from 'node:crypto';
import type { ReportBody } from '@viral-scan/contracts';

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same analysis has the same digest, whoever ran it and when. */
export const digestOf = (body: ReportBody): string => sha256(canonicalJson(body));
