import { newScan, report, type TestDatabase, testDatabase } from '@viral-scan/testing';
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
