import type { AccountDay } from '@viral-scan/contracts';
import { newScan, profile, report, type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the store on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('names what keeps the data', async () => {
    await database.store.ping();
    expect(await database.store.describe()).toMatch(/^PostgreSQL 1[5-9]$/);
  });

  it('keeps of a day what a later reading does not say', async () => {
    const { identity, scans, steps, collections } = database.store;
    const who = await identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: ['scan:write'],
    });
    const planned = newScan();
    await scans.initiate(who, planned);
    const started = await steps.start(who, { scanId: planned.scanId, stepKey: 'collect-0' });
    if (started.outcome !== 'started') throw new Error('did not start');
    const capturedAt = new Date('2026-06-01T12:00:00Z');
    const next = await steps.saveAccount(who, started.lease, {
      profile: profile({}),
      access: 'own',
      capturedAt,
      cursor: 'page-1',
    });
    const { accountId } = next;
    const none = { profileViews: null, followers: null, newFollowers: null, lostFollowers: null };
    const save = (hours: number, day: Pick<AccountDay, 'views' | 'likes' | 'comments'>) =>
      collections.saveDays(who, started.lease, {
        accountId,
        days: [
          { day: '2026-05-30', ...none, reach: null, shares: null, ...day, provisional: false },
        ],
        activity: null,
        capturedAt: new Date(capturedAt.getTime() + hours * 3_600_000),
        source: 'threads-api',
        next,
      });
    await save(0, { views: 10, likes: 4, comments: null });
    await save(24, { views: 12, likes: null, comments: 1 });
    const { rows } = await database.pools.scan.query(
      'select views, likes, comments from scan.account_days where subject_id = $1',
      [who.subjectId],
    );
    expect(rows).toEqual([{ views: 12, likes: 4, comments: 1 }]);
  });

  it('takes a scan from its request to its report', async () => {
    const { identity, scans, steps } = database.store;
    const who = await identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: ['scan:write'],
    });
    const planned = newScan({ steps: newScan().steps.slice(2) });
    expect((await scans.initiate(who, planned)).outcome).toBe('created');
    const started = await steps.start(who, { scanId: planned.scanId, stepKey: 'analyze-scan' });
    if (started.outcome !== 'started') throw new Error('did not start');
    const said = report({ scan_id: planned.scanId });
    await steps.saveReport(who, started.lease, said);
    expect(await scans.report(who, planned.scanId)).toEqual(said);
    expect((await scans.find(who, planned.scanId))?.state).toBe('completed');
    expect(await steps.userOf(who)).toBe(who.userId);
  });
});
