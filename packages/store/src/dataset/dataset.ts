import {
  type AnalysisInput,
  accountRef,
  type ScanRecord,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import type { Window } from './dataset-key.ts';
import { readAccounts } from './read-accounts.ts';
import { readAudiences } from './read-audiences.ts';
import { readDemographics } from './read-demographics.ts';
import { readPosts } from './read-posts.ts';
import { readRetention } from './read-retention.ts';
import { readSnapshots } from './read-snapshots.ts';

/**
 * Accounts of the scan's ended collect steps in planned order (an account in both roles is own),
 * posts in (from, to], counters until `to`; all as of one moment of the database. A few set-based
 * queries, whatever the size, read in portions: memory holds the input and one portion.
 */
export function dataset(
  pool: Pool,
  subject: SubjectKey,
  scan: ScanRecord,
  window: Window,
): Promise<AnalysisInput> {
  return inTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    const accounts = await readAccounts(client, subject, scan, window);
    const key = { subject, accountIds: accounts.map(({ id }) => id), window };
    const posts = await readPosts(client, key, {
      snapshots: await readSnapshots(client, key),
      retention: await readRetention(client, key),
    });
    const audiences = await readAudiences(client, key);
    const demographics = await readDemographics(client, key);
    return {
      asOfMs: window.to.getTime(),
      fromMs: window.from.getTime(),
      timezone: scan.parameters.timezone,
      accounts: accounts.map(({ id, externalId, ...account }) => ({
        accountId: accountRef(account.platform, externalId),
        ...account,
        audience: audiences.get(id) ?? null,
        demographics: demographics.get(id) ?? null,
        posts: posts.get(id) ?? [],
      })),
    };
  });
}
