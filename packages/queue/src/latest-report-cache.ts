import { type Report, reportSchema, upgradeReport } from '@viral-scan/contracts';
import type { Redis } from 'ioredis';

const lifetimeSeconds = 86_400;

/** Part of the product's contract: others read it too. */
export const latestReportKey = (userId: string): string => `scan:${userId}:latest`;

/**
 * KEYS[1] the key, ARGV: report, its requested_at in ISO 8601 with milliseconds, lifetime in
 * seconds. Later scans are newer, as in the database: two of them may speak of the same moment.
 * Instants of other precision are made comparable as texts; what cannot be read is replaced.
 */
const putIfNewer = `
local function instant(text)
  if type(text) ~= 'string' then return nil end
  local whole, fraction = string.match(text, '^(%d+%-%d+%-%d+T%d+:%d+:%d+)%.?(%d*)Z$')
  if not whole then return nil end
  return whole .. '.' .. string.sub(fraction .. '000000000', 1, 9)
end
local kept = redis.call('GET', KEYS[1])
if kept then
  local ok, report = pcall(cjson.decode, kept)
  local known = ok and type(report) == 'table' and instant(report['requested_at'])
  if known and known >= instant(ARGV[2]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return 1
`;

export interface RedisLatestReportCache {
  get(userId: string): Promise<Report | null>;
  put(userId: string, report: Report): Promise<void>;
  /** Answers how many there were: one or none. */
  forget(userId: string): Promise<number>;
}

/** `redis` is of role `cache`; both calls reject within its deadline when it is away. */
export function createLatestReportCache({
  redis,
}: {
  readonly redis: Redis;
}): RedisLatestReportCache {
  return {
    async get(userId) {
      const kept = await redis.get(latestReportKey(userId));
      return kept === null ? null : readReport(kept);
    },
    async put(userId, report) {
      await redis.eval(
        putIfNewer,
        1,
        latestReportKey(userId),
        JSON.stringify(report),
        new Date(report.requested_at).toISOString(),
        lifetimeSeconds,
      );
    },
    forget: (userId) => redis.del(latestReportKey(userId)),
  };
}

function readReport(text: string): Report | null {
  try {
    return reportSchema.parse(upgradeReport(JSON.parse(text)));
  } catch {
    // Written by a later release, or by someone else: the database knows the report.
    return null;
  }
}
