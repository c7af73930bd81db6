import { randomUUID } from 'node:crypto';
import type { Principal } from '@viral-scan/contracts';
import type { Store } from '@viral-scan/store';
import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { importedPost, importSummary } from '../builders/import.ts';
import { newScan } from '../builders/new-scan.ts';
import { newScrape } from '../builders/new-scrape.ts';
import { metrics } from '../builders/post.ts';
import { report, reportedViralPost } from '../builders/report.ts';
import { daysAgo, limits, type RetentionRoom, retentionOf } from './retention-room.ts';

const dayMs = 86_400_000;

/** Registers what every RetentionRepository promises, over any database. */
export function retentionConformance(name: string, room: () => RetentionRoom): void {
  describe(`retention on ${name}`, () => {
    let store: Store;
    let pool: Pool;
    let who: Principal;
    let left: ReturnType<typeof retentionOf>['left'];
    let collect: ReturnType<typeof retentionOf>['collect'];
    let sweep: ReturnType<typeof retentionOf>['sweep'];
    beforeEach(async () => {
      ({ store, pool } = room());
      ({ left, collect, sweep } = retentionOf({ store, pool }));
      who = await store.identity.principalOf({
        tenantId: randomUUID(),
        userId: randomUUID(),
        scopes: [],
      });
    });

    const all = { post_snapshots: 1, post_retention: 1, post_insights: 1, posts: 1 };
    const ofAccount = {
      account_snapshots: 1,
      account_days: 1,
      audience_activity: 1,
      audience_groups: 1,
    };

    it('deletes what was read before the limit, and nothing that is a moment younger', async () => {
      const accountId = await collect(who, { at: daysAgo(100), postIds: ['a'] });
      expect(await left(accountId)).toEqual({ ...all, ...ofAccount });
      expect(await sweep(limits({ youtube: { own: 100, public: 100 } }))).toBe(0);
      expect(await left(accountId)).toEqual({ ...all, ...ofAccount });
      const deleted = await sweep(limits({ youtube: { own: 100 - 1 / dayMs, public: 1_000 } }));
      expect(deleted).toBe(8);
      expect(await left(accountId)).toEqual({});
    });

    it('keeps what was read again since, and deletes what that replaced', async () => {
      await collect(who, { at: daysAgo(100), postIds: ['a', 'gone'] });
      const accountId = await collect(who, { at: daysAgo(10), postIds: ['a'] });
      expect(await left(accountId)).toMatchObject({ post_snapshots: 3, posts: 2 });
      await sweep(limits({ youtube: { own: 50, public: null } }));
      expect(await left(accountId)).toEqual({ ...all, ...ofAccount });
      const { rows } = await pool.query('select post_id from scan.posts where account_id = $1', [
        accountId,
      ]);
      expect(rows).toEqual([{ post_id: 'a' }]);
    });

    it('leaves other platforms alone', async () => {
      const read = { at: daysAgo(100), postIds: ['a'] };
      const youtube = await collect(who, read);
      const tiktok = await collect(who, {
        ...read,
        platform: 'tiktok',
        source: 'tiktok-accounts-api',
      });
      await sweep(limits({ tiktok: { own: 50, public: 50 } }));
      expect(await left(tiktok)).toEqual({});
      expect(await left(youtube)).toEqual({ ...all, ...ofAccount });
    });

    it('keeps what anyone may see apart from what was read with a grant', async () => {
      const own = await collect(who, { at: daysAgo(100), postIds: ['a'] });
      const somebody = await store.identity.principalOf({
        tenantId: randomUUID(),
        userId: randomUUID(),
        scopes: [],
      });
      const competitor = await collect(somebody, {
        at: daysAgo(100),
        postIds: ['a'],
        access: 'public',
      });
      await sweep(limits({ youtube: { own: 1_000, public: 30 } }));
      expect(await left(competitor)).toEqual({});
      expect(await left(own)).toEqual({ ...all, ...ofAccount });
    });

    it('goes by the limit of files for what a user brought, of whichever platform', async () => {
      const importId = randomUUID();
      const opened = await store.imports.begin(who, { importId, importedAt: daysAgo(100) });
      await opened.addPosts([
        importedPost('page', 'a', {
          platform: 'youtube',
          origin: null,
          capturedAt: daysAgo(100),
          metrics: metrics({ views: 1 }),
        }),
      ]);
      await opened.commit(importSummary(importId));
      const { rows } = await pool.query<{ account_id: string }>(
        'select account_id from scan.accounts where subject_id = $1',
        [who.subjectId],
      );
      const accountId = rows[0]?.account_id ?? '';
      const before = await left(accountId);
      expect(before).toMatchObject({ posts: 1, post_snapshots: 1 });
      await sweep(limits({ youtube: { own: 1, public: 1 } }));
      expect(await left(accountId)).toEqual(before);
      await sweep(limits({ file: { own: 50, public: 50 } }));
      expect(await left(accountId)).toEqual({});
    });

    it('keeps reports, scans and accounts', async () => {
      const accountId = await collect(who, { at: daysAgo(100), postIds: ['a'] });
      await pool.query(
        `insert into scan.scan_results (subject_id, scan_time, tenant_id, scan_id, optimal_hours,
           content_weaknesses, competitor_benchmarks, report, fingerprint)
         values ($1, $2, $3, $4, '{}', '{}', '[]', '{}', 'f')`,
        [who.subjectId, daysAgo(1_000), who.tenantId, randomUUID()],
      );
      await sweep(limits({ youtube: { own: 1, public: 1 } }));
      expect(await left(accountId)).toEqual({});
      const { rows } = await pool.query(
        `select (select count(*)::int from scan.scan_results where subject_id = $1) as reports,
           (select count(*)::int from scan.scans where subject_id = $1) as scans,
           (select count(*)::int from scan.accounts where subject_id = $1) as accounts`,
        [who.subjectId],
      );
      expect(rows).toEqual([{ reports: 1, scans: 1, accounts: 1 }]);
    });

    it('has an account listed anew from the youngest post that went', async () => {
      const accountId = await collect(who, { at: daysAgo(100), postIds: ['a', 'b', 'c'] });
      const before = await store.collections.listing(who, accountId);
      await collect(who, { at: daysAgo(1), postIds: ['a'] });
      await pool.query(`update scan.listings set complete_listed_at = $2 where account_id = $1`, [
        accountId,
        daysAgo(1),
      ]);
      expect(before?.complete?.since).toEqual(new Date(0));
      await sweep(limits({ youtube: { own: 50, public: null } }));
      expect(await store.collections.listing(who, accountId)).toEqual({
        complete: { since: new Date(Date.UTC(2020, 0, 3)), listedAt: daysAgo(1) },
        backfill: null,
      });
    });

    it('goes on where it was stopped, batch after batch', async () => {
      const postIds = Array.from({ length: 30 }, (_, index) => `p${index}`);
      const accountId = await collect(who, { at: daysAgo(100), postIds });
      const days = limits({ youtube: { own: 50, public: 50 } });
      const cutoff = daysAgo(50);
      const cutoffs = new Map([
        ['youtube' as const, { own: cutoff, public: cutoff, imported: null }],
      ]);
      const accounts = await store.retention.accounts(null, 10_000, cutoffs);
      const account = accounts.find((each) => each.accountId === accountId) ?? expect.fail();
      expect(account.kinds).toEqual([
        'post_snapshots',
        'account_snapshots',
        'post_retention',
        'post_insights',
        'account_days',
        'audience_activity',
        'audience_groups',
        'posts',
      ]);
      expect(await store.retention.deleteExpired(account, 'posts', 20)).toBe(0);
      expect(await store.retention.deleteExpired(account, 'post_snapshots', 20)).toBe(20);
      expect(await left(accountId)).toMatchObject({ post_snapshots: 10, posts: 30 });
      expect(await store.retention.deleteExpired(account, 'posts', 20)).toBe(0);

      const stop = new AbortController();
      await sweep(days, { signal: stop.signal, onDeleted: () => stop.abort() });
      const stopped = await left(accountId);
      expect(stopped).toEqual({
        ...ofAccount,
        post_retention: 30,
        post_insights: 30,
        posts: 30,
      });
      await sweep(days);
      expect(await left(accountId)).toEqual({});
      const [again] = (await store.retention.accounts(null, 10_000, cutoffs)).filter(
        (each) => each.accountId === accountId,
      );
      expect(again?.kinds).toEqual([]);
    });

    it('names accounts by id, page after page, with the cut-offs of their platform', async () => {
      const mine: string[] = [];
      for (const platform of ['youtube', 'tiktok', 'threads'] as const) {
        mine.push(await collect(who, { platform, at: daysAgo(100), postIds: [] }));
      }
      const cutoffs = { own: daysAgo(50), public: null, imported: null };
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await store.retention.accounts(after, 2, new Map([['tiktok', cutoffs]]));
        for (const { accountId, platform, kinds, ...account } of page) {
          if (account.subjectId !== who.subjectId) continue;
          found.push(accountId);
          expect(kinds.length > 0).toBe(platform === 'tiktok');
        }
        if (page.length === 0) break;
        after = page.at(-1)?.accountId ?? null;
      }
      expect(found).toEqual(mine.sort());
    });

    it('deletes dispatches that were done with long ago', async () => {
      await collect(who, { at: daysAgo(1), postIds: [] });
      await collect(who, { at: daysAgo(1), postIds: [] });
      const count = async () => {
        const { rows } = await pool.query<{ count: number }>(
          'select count(*) from scan.outbox where subject_id = $1',
          [who.subjectId],
        );
        return rows[0]?.count;
      };
      await pool.query(
        `update scan.outbox set done_at = now() - interval '8 days' where outbox_id = (
           select min(outbox_id) from scan.outbox where subject_id = $1)`,
        [who.subjectId],
      );
      expect(await count()).toBe(2);
      await sweep(limits());
      expect(await count()).toBe(1);
    });

    it('deletes idempotency keys when their day is over', async () => {
      for (const key of ['young', 'old']) {
        await store.scans.initiate(who, newScan({ idempotency: { key, requestHash: 'h' } }));
      }
      await pool.query(
        `update scan.idempotency_keys
         set created_at = now() - interval '1 hour' * case key when 'old' then 25 else 23 end
         where subject_id = $1`,
        [who.subjectId],
      );
      await sweep(limits());
      const { rows } = await pool.query(
        'select key from scan.idempotency_keys where subject_id = $1',
        [who.subjectId],
      );
      expect(rows).toEqual([{ key: 'young' }]);
    });

    it('deletes where a post stood with the reading that it is of, though the post stays', async () => {
      const accountId = await collect(who, { at: daysAgo(100), access: 'public', postIds: ['a'] });
      const scan = newScan({ steps: newScan().steps.slice(2) });
      await store.scans.initiate(who, scan);
      const start = await store.steps.start(who, { scanId: scan.scanId, stepKey: 'analyze-scan' });
      if (start.outcome !== 'started') throw new Error('the step does not start');
      const said = report({
        scan_id: scan.scanId,
        as_of: daysAgo(1).toISOString(),
        viral_posts: [reportedViralPost({ post_id: 'a' })],
      });
      await store.steps.saveReport(who, start.lease, said);
      await collect(who, { at: daysAgo(10), access: 'public', postIds: ['a'] });
      await sweep(limits({ youtube: { own: null, public: 101 } }));
      expect(await left(accountId)).toMatchObject({ ranked_posts: 1, post_snapshots: 2, posts: 1 });
      await sweep(limits({ youtube: { own: null, public: 50 } }));
      expect(await left(accountId)).toEqual({ post_snapshots: 1, account_snapshots: 1, posts: 1 });
    });

    it('deletes limits on scraping that nobody has asked for within a day and their window', async () => {
      const rowsOf = async (sql: string) => (await pool.query(sql, [who.subjectId])).rows;
      for (const name of ['young', 'old', 'long']) {
        const accountLimit = {
          accountRef: `threads:${name}`,
          limit: { requests: 1, windowSeconds: name === 'long' ? 90_000 : 60 },
        };
        await store.scans.initiate(who, newScrape({ known: { accountLimit } }));
      }
      await rowsOf(
        `update scan.scrape_limits set asked_at = now()
           - interval '1 minute' * case account_ref when 'threads:young' then 1439 else 1441 end
         where subject_id = $1`,
      );
      await sweep(limits());
      expect(
        await rowsOf(
          `select account_ref as ref from scan.scrape_limits where subject_id = $1 order by 1`,
        ),
      ).toEqual([{ ref: 'threads:long' }, { ref: 'threads:young' }]);
    });
  });
}
