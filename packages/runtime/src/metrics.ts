import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const jobBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** The process's metrics in a registry of its own; labels never hold ids, handles or texts. */
export function createMetrics({ service }: { readonly service: string }) {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames, buckets, registers });

  return {
    /** `route` is the pattern, never the path. */
    requests: counter('viral_scraper_requests_total', 'HTTP requests answered', [
      'method',
      'route',
      'status',
    ]),
    responseSeconds: histogram(
      'viral_scraper_response_seconds',
      'Time from request to answer',
      ['route'],
      requestBuckets,
    ),
    rateLimitViolations: counter(
      'viral_scraper_rate_limit_violations_total',
      'Requests refused by a limit or quota',
      [],
    ),
    activeConnections: gauge('viral_scraper_active_connections', 'Open client connections', []),
    jobs: counter('viral_scan_jobs_total', 'Job attempts ended', ['job', 'outcome']),
    jobSeconds: histogram('viral_scan_job_seconds', 'Time of one job attempt', ['job'], jobBuckets),
    scans: counter('viral_scan_scans_total', 'Scans that reached a state', ['state']),
    postsCollected: counter('viral_scan_posts_collected_total', 'Posts read', ['platform']),
    upstreamRequests: counter('viral_scan_upstream_requests_total', 'Calls to other hosts', [
      'host',
      'status',
    ]),
    outboxWaiting: gauge('viral_scan_outbox_waiting', 'Outbox rows not relayed yet', []),
    outboxOldestSeconds: gauge('viral_scan_outbox_oldest_seconds', 'Age of the oldest of them', []),
    redispatched: counter(
      'viral_scan_redispatched_total',
      'Silent scans put on the queue again',
      [],
    ),
    collectionsScheduled: counter(
      'viral_scan_collections_scheduled_total',
      'Collections that the schedule took on',
      [],
    ),
    rowsExpired: counter(
      'viral_scan_rows_expired_total',
      'Rows that had been kept for long enough',
      ['platform', 'kind'],
    ),
    inboundDeliveries: counter(
      'viral_scan_inbound_deliveries_total',
      'Deliveries of platforms: accepted, refused, not_kept',
      ['platform', 'outcome'],
    ),
    inboundEvents: counter('viral_scan_inbound_events_total', 'Events that were dealt with', [
      'platform',
      'kind',
    ]),
    inboundWaiting: gauge('viral_scan_inbound_waiting', 'Events not dealt with yet', []),
    inboundOldestSeconds: gauge(
      'viral_scan_inbound_oldest_seconds',
      'Age of the oldest of them',
      [],
    ),
    lightScans: counter('viral_scan_light_scans_total', 'Collections that events started', []),
    scrapeRequests: counter(
      'viral_scan_scrape_requests_total',
      'Requests from the stream: accepted, dead, away, failed',
      ['outcome'],
    ),
    outboundWaiting: gauge('viral_scan_outbound_waiting', 'Events not delivered yet', [
      'destination',
    ]),
    outboundOldestSeconds: gauge(
      'viral_scan_outbound_oldest_seconds',
      'Age of the oldest of them',
      ['destination'],
    ),
    outboundDeliveries: counter(
      'viral_scan_outbound_deliveries_total',
      'Attempts to deliver an event: delivered, postponed, refused',
      ['destination', 'outcome'],
    ),
    outboundGivenUp: counter(
      'viral_scan_outbound_given_up_total',
      'Events that waited for too long to be delivered',
      [],
    ),
    breakerOpen: gauge('viral_scan_breaker_open', '1 while a partner is not called or only tried', [
      'destination',
      'host',
    ]),
    breakerChanges: counter('viral_scan_breaker_changes_total', 'To open, half_open, closed', [
      'destination',
      'host',
      'state',
    ]),
    erasures: counter('viral_scan_erasures_total', 'Erasures that have completed', ['scope']),
    erasuresRunning: gauge('viral_scan_erasures_running', 'Erasures that have not completed', []),
    erasureOldestSeconds: gauge(
      'viral_scan_erasure_oldest_seconds',
      'Age of the oldest of them',
      [],
    ),
    contentType: registry.contentType,
    render: (): Promise<string> => registry.metrics(),
  };
}
