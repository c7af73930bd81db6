import {
  AddressForbidden,
  PlatformNotConfigured,
  QuotaExhausted,
  RateLimited,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { ProblemParts } from './http-problem.ts';

const usualPauseSeconds = 30;
const longestPauseSeconds = 3_600;

/** What a platform had to do with; undefined for all else. Its own words are for the log. */
export function platformProblem(error: unknown): ProblemParts | undefined {
  if (error instanceof PlatformNotConfigured) {
    return {
      name: 'platform-not-configured',
      status: 501,
      title: 'The platform is not configured',
      detail: 'This installation has no credentials for this login of the platform.',
    };
  }
  if (error instanceof RateLimited) return unavailable(Math.ceil(error.retryAfterMs / 1_000));
  if (error instanceof UpstreamUnavailable || error instanceof QuotaExhausted) {
    return unavailable(usualPauseSeconds);
  }
  const isRefusal = [UpstreamRefused, UpstreamContractBroken, AddressForbidden].some(
    (kind) => error instanceof kind,
  );
  return isRefusal ? refused : undefined;
}

const unavailable = (seconds: number): ProblemParts => ({
  name: 'platform-unavailable',
  status: 503,
  title: 'The platform cannot be reached',
  detail: 'The platform does not answer, or asks for a pause; nothing was stored. Try again.',
  headers: { 'retry-after': String(Math.min(Math.max(seconds, 1), longestPauseSeconds)) },
});

const refused: ProblemParts = {
  name: 'platform-error',
  status: 502,
  title: 'The platform refused the call',
  detail: 'The platform does not accept this service, or answered what cannot be read.',
};
