import {
  reportSchema,
  type StoredReport,
  schemaVersion,
  upgradeReport,
} from '@viral-scan/contracts';
import { report, report10 } from '@viral-scan/testing';
import { describe, expect, it } from 'vitest';

describe('a stored report of schema 1.0', () => {
  const old = report10();
  const upgraded = upgradeReport(old);

  it('becomes a valid one of today', () => {
    expect(reportSchema.parse(upgraded)).toEqual(upgraded);
    expect(upgraded.schema_version).toBe(schemaVersion);
  });

  it('keeps all it said', () => {
    expect(upgraded).toMatchObject({ ...old, schema_version: schemaVersion });
  });

  it('says of what is new that its analysis did not compute it', () => {
    expect(upgraded.content_effects).toEqual([]);
    expect(upgraded.competitive_landscape).toEqual([]);
    expect(upgraded.evidence.content_effects).toEqual({
      status: 'not_offered',
      reason: 'not computed by analysis version 0.1.0',
      posts: 0,
      posts_needed: null,
    });
    expect(upgraded.accounts[0]).toMatchObject({ settling: null, view_definition_changes: [] });
    expect(upgraded.competitor_benchmarks[0]).toMatchObject({ settling: null });
  });

  it('shows old figures under the new names that mean the same', () => {
    expect(upgraded.viral_posts[0]).toMatchObject({ outlier_multiple: 8.8, raw_multiple: 8.8 });
    expect(upgraded.optimal_times[0]).toMatchObject({
      own_weight: 1,
      prominence_pct: null,
      holdout: { lift_pct: null, posts: 0 },
    });
  });

  it('is not changed itself', () => {
    expect(old).toEqual(report10());
  });
});

it('a stored report of schema 1.2 becomes one of today that says what it did not compute', () => {
  const { audience_demographics: _none, evidence, ...said } = report();
  const { audience_demographics: _nothing, ...reasons } = evidence;
  const upgraded = upgradeReport({ ...said, evidence: reasons, schema_version: '1.2' });
  expect(reportSchema.parse(upgraded)).toEqual(upgraded);
  expect(upgraded).toMatchObject({ ...said, evidence: reasons, schema_version: schemaVersion });
  expect(upgraded.audience_demographics).toEqual([]);
  expect(upgraded.evidence.audience_demographics).toMatchObject({
    status: 'not_offered',
    reason: 'not computed by analysis version test',
  });
});

it('a report of today stays as it is', () => {
  const said = report();
  expect(upgradeReport(said)).toBe(said);
});

it.each(['{"schema_version":"9.9"}', '{}', 'null', '[]'])('%s is no report of ours', (text) => {
  const stored: StoredReport = JSON.parse(text);
  expect(() => upgradeReport(stored)).toThrow();
});
