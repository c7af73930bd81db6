import { expect, test } from 'vitest';
import { createMetrics } from '../src/index.ts';

test('every name that dashboards rely on is there', async () => {
  const text = await createMetrics({ service: 'scan-api' }).render();
  for (const name of [
    'viral_scraper_requests_total',
    'viral_scraper_response_seconds',
    'viral_scraper_rate_limit_violations_total',
    'viral_scraper_active_connections',
    'viral_scan_jobs_total',
    'viral_scan_job_seconds',
    'viral_scan_scans_total',
    'viral_scan_posts_collected_total',
    'viral_scan_upstream_requests_total',
    'viral_scan_outbox_waiting',
    'viral_scan_outbox_oldest_seconds',
    'viral_scan_redispatched_total',
    'process_cpu_seconds_total',
  ]) {
    expect(text).toMatch(new RegExp(`^# TYPE ${name} `, 'm'));
  }
});

test('two services in one process keep their numbers apart', async () => {
  const [one, other] = [createMetrics({ service: 'a' }), createMetrics({ service: 'b' })];
  one.rateLimitViolations.inc();
  expect(await one.render()).toContain('rate_limit_violations_total{service="a"} 1');
  expect(await other.render()).toContain('rate_limit_violations_total{service="b"} 0');
});
