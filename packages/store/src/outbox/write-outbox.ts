import {
  type DomainEvent,
  eventSchema,
  type SubjectKey,
  type ViralPost,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedJson, storedText } from '../values/stored-text.ts';

/** Who listens here learns that a row waits, when its transaction commits. */
export const outboxChannel = 'viral_scan_outbox';

interface OutboxSource {
  readonly scanId: string;
  readonly traceparent: string | null;
}

/** A row that makes the relay put the scan's open steps on the queue. */
export async function writeDispatch(
  db: Queryable,
  subject: SubjectKey,
  { scanId, traceparent }: OutboxSource,
): Promise<void> {
  await db.query(
    `with written as (
       insert into scan.outbox (tenant_id, subject_id, scan_id, kind, traceparent)
       values ($1, $2, $3, 'dispatch', $4)
     )
     select pg_notify($5, '')`,
    [subject.tenantId, subject.subjectId, scanId, traceparent, outboxChannel],
  );
}

export interface EventDraft extends OutboxSource {
  readonly id: string;
  readonly type: DomainEvent['type'];
  readonly time: Date;
  /** Events with the same one go out in order: see `DomainEvent`. */
  readonly partitionKey: string;
  readonly data: DomainEvent['data'];
  /** The posts that it tells of, in full. */
  readonly patterns?: readonly ViralPost[];
}

/** A row for subscribers, as a CloudEvents envelope. Names no user. */
export async function writeEvent(
  db: Queryable,
  subject: SubjectKey,
  draft: EventDraft,
): Promise<void> {
  const event = eventSchema.parse({
    specversion: '1.0',
    id: draft.id,
    source: '/viral-scan',
    type: draft.type,
    subject: draft.scanId,
    time: draft.time.toISOString(),
    datacontenttype: 'application/json',
    partitionkey: draft.partitionKey,
    ...(draft.traceparent !== null && { traceparent: draft.traceparent }),
    data: draft.data,
  });
  await db.query(
    `with written as (
       insert into scan.outbox (tenant_id, subject_id, scan_id, kind, type, payload, traceparent,
         order_key, patterns)
       values ($1, $2, $3, 'event', $4, $5, $6, $7, $8)
     )
     select pg_notify($9, '')`,
    [
      subject.tenantId,
      subject.subjectId,
      draft.scanId,
      event.type,
      storedJson(event),
      draft.traceparent,
      storedText(`${subject.subjectId}/${draft.partitionKey}`),
      draft.patterns === undefined ? null : storedJson(draft.patterns),
      outboxChannel,
    ],
  );
}
