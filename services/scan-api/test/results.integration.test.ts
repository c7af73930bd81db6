import { randomUUID } from 'node:crypto';
import { type Coverage, reportSchema, upgradeReport } from '@viral-scan/contracts';
import { report as buildReport, report10 } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const body = { platforms: ['youtube'], accounts: ['youtube:UC0000000000000000000001'] };

const coverage: Coverage = {
  account_id: 'youtube:UC0000000000000000000001',
  platform: 'youtube',
  role: 'own',
  source: 'youtube-data-api',
  access: 'public',
  status: 'complete',
  reason: null,
  captured_at: null,
  posts: 0,
  posts_without_metrics: 0,
};

async function someone() {
  const caller = { tenantId: randomUUID(), userId: randomUUID(), scopes: [] };
  const token = await room.issuer.token(caller);
  return { ...caller, headers: { authorization: `Bearer ${token}` } };
}

async function initiated(headers: Record<string, string>) {
  const answer = await room.app.inject({
    method: 'POST',
    url: '/scan/initiate',
    headers,
    payload: body,
  });
  return answer.json<{ scan_id: string }>().scan_id;
}

async function analysis(caller: Awaited<ReturnType<typeof someone>>, scanId: string) {
  const { identity, steps } = room.database.store;
  const subject = await identity.principalOf(caller);
  const collect = await steps.start(subject, { scanId, stepKey: 'collect-0' });
  if (collect.outcome !== 'started') throw new Error('the collection does not start');
  await steps.finishCollect(subject, collect.lease, {
    state: 'completed',
    accountId: null,
    coverage,
    error: null,
  });
  const start = await steps.start(subject, { scanId, stepKey: 'analyze-scan' });
  if (start.outcome !== 'started') throw new Error('the analysis does not start');
  return { subject, lease: start.lease, steps };
}

describe('GET /scan/results/:id', () => {
  it('answers 202 with Retry-After and empty lists while the scan is queued or running', async () => {
    const caller = await someone();
    const scanId = await initiated(caller.headers);
    const get = () => room.app.inject({ url: `/scan/results/${scanId}`, headers: caller.headers });
    const queued = await get();
    expect(queued.statusCode).toBe(202);
    expect(queued.headers['retry-after']).toBe('2');
    expect(queued.json()).toMatchObject({
      scan_id: scanId,
      status: 'queued',
      completed_at: null,
      optimal_times: [],
      hooks: [],
      report: null,
      error: null,
    });
    await analysis(caller, scanId);
    const running = await get();
    expect([running.statusCode, running.json().status]).toEqual([202, 'running']);
  });

  it('answers 200 with the report once completed', async () => {
    const caller = await someone();
    const scanId = await initiated(caller.headers);
    const { subject, lease, steps } = await analysis(caller, scanId);
    const report = buildReport({ scan_id: scanId });
    await steps.saveReport(subject, lease, report);
    const answer = await room.app.inject({
      url: `/scan/results/${scanId}`,
      headers: caller.headers,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ status: 'completed', report, error: null });

    const latest = await room.app.inject({
      url: `/users/${caller.userId.toUpperCase()}/scan/latest`,
      headers: caller.headers,
    });
    expect(latest.statusCode, latest.body).toBe(200);
    expect(latest.json()).toEqual(report);
  });

  it('answers 200 with the report of an earlier release, too', async () => {
    const caller = await someone();
    const scanId = await initiated(caller.headers);
    const { subject, lease, steps } = await analysis(caller, scanId);
    await steps.saveReport(subject, lease, buildReport({ scan_id: scanId }));
    const old = report10({ scan_id: scanId });
    await room.database.pools.scan.query(
      'update scan.scan_results set report = $1 where scan_id = $2',
      [JSON.stringify(old), scanId],
    );
    for (const url of [`/scan/results/${scanId}`, `/users/${caller.userId}/scan/latest`]) {
      const answer = await room.app.inject({ url, headers: caller.headers });
      expect(answer.statusCode, answer.body).toBe(200);
      const said = answer.json();
      expect(reportSchema.parse(said.report ?? said)).toEqual(upgradeReport(old));
    }
    const found = await steps.findByFingerprint(subject, buildReport().dataset.fingerprint);
    expect(found).toEqual(upgradeReport(old));
  });

  it('answers 200 with state and error when the scan has failed', async () => {
    const caller = await someone();
    const scanId = await initiated(caller.headers);
    const { subject, lease, steps } = await analysis(caller, scanId);
    const error = { code: 'no_data', message: 'nothing could be read' };
    await steps.failScan(subject, lease, error);
    const answer = await room.app.inject({
      url: `/scan/results/${scanId}`,
      headers: caller.headers,
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ status: 'failed', report: null, error, hooks: [] });
  });
});

describe('what is not the caller’s', () => {
  it('looks like what does not exist, for results, status and latest report', async () => {
    const [owner, stranger] = [await someone(), await someone()];
    const scanId = await initiated(owner.headers);
    const colleague = {
      authorization: `Bearer ${await room.issuer.token({ tenantId: owner.tenantId, userId: randomUUID() })}`,
    };
    for (const headers of [stranger.headers, colleague]) {
      for (const path of ['results', 'status']) {
        const foreign = await room.app.inject({ url: `/scan/${path}/${scanId}`, headers });
        const missing = await room.app.inject({ url: `/scan/${path}/${randomUUID()}`, headers });
        expect(foreign.statusCode).toBe(404);
        expect({ ...foreign.json(), instance: '' }).toEqual({ ...missing.json(), instance: '' });
      }
      const latest = await room.app.inject({ url: `/users/${owner.userId}/scan/latest`, headers });
      expect(latest.statusCode).toBe(404);
    }
  });

  it('is a 404 for malformed ids too', async () => {
    const { headers } = await someone();
    for (const id of ['7', 'x'.repeat(190), 'x'.repeat(500), '%00', "'; drop table", '..%2f..']) {
      for (const path of [
        `/scan/results/${id}`,
        `/scan/status/${id}`,
        `/users/${id}/scan/latest`,
      ]) {
        const answer = await room.app.inject({ url: path, headers });
        expect(answer.statusCode, path).toBe(404);
        expect(answer.json().type).toBe('urn:viral-scan:problem:not-found');
      }
    }
  });
});

describe('GET /scan/status/:id', () => {
  it('shows every step', async () => {
    const { headers } = await someone();
    const scanId = await initiated(headers);
    const answer = await room.app.inject({ url: `/scan/status/${scanId}`, headers });
    expect(answer.json()).toMatchObject({
      scan_id: scanId,
      kind: 'scan',
      status: 'queued',
      steps_total: 2,
      steps_ended: 0,
      posts_found: 0,
      steps: [
        { step: 'collect-0', account_id: body.accounts[0], state: 'pending' },
        { step: 'analyze-scan', account_id: null, state: 'pending' },
      ],
    });
  });
});
