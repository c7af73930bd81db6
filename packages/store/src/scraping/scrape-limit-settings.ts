import type { ScrapeLimit } from '@viral-scan/contracts';
import type { Pool } from 'pg';

export interface ScrapeLimitSettings {
  setLimit(tenantId: string, limit: ScrapeLimit | null): Promise<void>;
  limitOf(tenantId: string): Promise<ScrapeLimit | null>;
}

/** What operators may do. */
export function createScrapeLimitSettings(pool: Pool): ScrapeLimitSettings {
  return {
    async setLimit(tenantId, limit) {
      if (limit === null) {
        await pool.query('delete from scan.scrape_limit_settings where tenant_id = $1', [tenantId]);
        return;
      }
      await pool.query(
        `insert into scan.scrape_limit_settings (tenant_id, requests, window_seconds)
         values ($1, $2, $3)
         on conflict (tenant_id) do update set requests = excluded.requests,
           window_seconds = excluded.window_seconds, changed_at = clock_timestamp()`,
        [tenantId, limit.requests, limit.windowSeconds],
      );
    },

    async limitOf(tenantId) {
      const { rows } = await pool.query<ScrapeLimit>(
        `select requests, window_seconds as "windowSeconds" from scan.scrape_limit_settings
         where tenant_id = $1`,
        [tenantId],
      );
      return rows[0] ?? null;
    },
  };
}
