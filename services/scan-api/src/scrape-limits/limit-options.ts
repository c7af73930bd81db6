import type { ScrapeLimit } from '@viral-scan/contracts';
import { readOptions, tenantOption, UsageError, wrongOption } from '../command-line/usage-error.ts';

export interface LimitOptions {
  readonly tenantId: string;
  readonly wish: 'show' | 'default' | ScrapeLimit;
}

export const usage = `npm run scrape-limit -- --tenant UUID (--requests N --window SECONDS | --default | --show)

  --tenant UUID      the tenant for whose users it holds, at once and in all processes
  --requests N       so often each user may have one account scraped ...
  --window SECONDS   ... within so many seconds; 0 requests: not at all
  --default          the limit of RATE_LIMIT_REQUESTS_PER_WINDOW and RATE_LIMIT_WINDOW_SECONDS again
  --show             prints the limit that is set, and changes nothing

The database is DATABASE_URL's.`;

const maxRequests = 10_000;
const maxWindowSeconds = 31 * 86_400;

/** @throws UsageError naming the option that is wrong */
export function parseLimitOptions(argv: readonly string[]): LimitOptions | 'help' {
  const values = readOptions(argv, {
    tenant: { type: 'string' },
    requests: { type: 'string' },
    window: { type: 'string' },
    default: { type: 'boolean' },
    show: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return 'help';
  const tenantId = tenantOption(values.tenant);
  const isSet = values.requests !== undefined || values.window !== undefined;
  const wishes = [isSet, values.default, values.show].filter((wish) => wish === true);
  if (wishes.length !== 1) {
    throw new UsageError(
      'say one of --requests with --window, --default and --show' +
        (wishes.length === 0 ? '' : `, not ${wishes.length} of them`),
    );
  }
  if (values.show === true) return { tenantId, wish: 'show' };
  if (values.default === true) return { tenantId, wish: 'default' };
  return {
    tenantId,
    wish: {
      requests: wholeNumber('--requests', values.requests, 0, maxRequests),
      windowSeconds: wholeNumber('--window', values.window, 1, maxWindowSeconds),
    },
  };
}

function wholeNumber(option: string, given: string | undefined, min: number, max: number): number {
  const number = /^\d{1,9}$/.test(given ?? '') ? Number(given) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw wrongOption(option, given, `must be a whole number from ${min} to ${max}`);
}
