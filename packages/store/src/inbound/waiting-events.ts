import type { ConnectablePlatform, InboundKind } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { echoesAmong } from '../connections/given-back.ts';
import { type FoundConnection, findConnections } from './granted-accounts.ts';

export interface WaitingEvent {
  readonly key: Buffer;
  readonly platform: ConnectablePlatform;
  readonly kind: InboundKind;
  readonly postId: string | null;
  /** When the platform says it was, else when it came; real time. */
  readonly at: Date;
  /** Everybody who has connected the account. */
  readonly connections: readonly FoundConnection[];
  /** Of a removal: we gave a grant of the named person back at about that moment. */
  readonly isEcho: boolean;
}

export interface SettledEvents {
  readonly counts: readonly {
    readonly platform: ConnectablePlatform;
    readonly kind: InboundKind;
    readonly events: number;
  }[];
  readonly failures: readonly unknown[];
}

/**
 * Events that wait, with everybody whom they concern. Not locked: whoever deals with them takes them
 * with `stillWaiting`. A hub may go on for days with a subscription whose user was erased: what it
 * tells there counts by the channel it names, since others are not told of it again.
 */
export async function findWaiting(
  db: Queryable,
  identity: Queryable,
  what: 'removals' | 'others',
  limit: number,
): Promise<readonly WaitingEvent[]> {
  const { rows } = await db.query<{
    key: Buffer;
    platform: ConnectablePlatform;
    kind: InboundKind;
    external_id: string | null;
    post_id: string | null;
    at: Date;
  }>(
    `select w.event_key as key, w.platform, w.kind, w.post_id,
       coalesce(w.occurred_at, w.received_at) as at,
       coalesce(s.external_id, w.external_id) as external_id
     from scan.inbound_events w
     left join scan.websub_subscriptions s on s.subscription_id = w.subscription_id
     where w.handled_at is null and w.next_attempt_at <= clock_timestamp()
       and (w.kind = 'access_removed') = $1
     order by w.next_attempt_at limit $2`,
    [what === 'removals', limit],
  );
  const names = [
    ...new Map(
      rows.flatMap(({ platform, external_id: externalId }) =>
        externalId === null
          ? []
          : [[`${platform}:${externalId}`, { platform, externalId }] as const],
      ),
    ),
  ];
  const found = await findConnections(
    identity,
    names.map(([, name]) => name),
  );
  const byName = Map.groupBy(found, ({ place }) => names[place]?.[0]);
  const echoes =
    what === 'removals'
      ? await echoesAmong(
          identity,
          rows.map(({ platform, external_id: name, at }) => ({ platform, name: name ?? '', at })),
        )
      : [];
  return rows.map(({ external_id: externalId, post_id: postId, ...row }, place) => ({
    ...row,
    postId,
    connections: byName.get(`${row.platform}:${externalId}`) ?? [],
    isEcho: echoes[place] ?? false,
  }));
}

/** Takes events under row locks, until the transaction ends: those that nobody else has taken. */
export async function stillWaiting(
  client: Queryable,
  events: readonly WaitingEvent[],
): Promise<readonly WaitingEvent[]> {
  const { rows } = await client.query<{ key: Buffer }>(
    `select event_key as key from scan.inbound_events
     where event_key = any($1::bytea[]) and handled_at is null
       and next_attempt_at <= clock_timestamp()
     for update skip locked`,
    [events.map(({ key }) => key)],
  );
  const taken = new Set(rows.map(({ key }) => key.toString('hex')));
  return events.filter(({ key }) => taken.has(key.toString('hex')));
}

/** What is done with names nobody any more; of what concerned nobody nothing stays. */
export async function markHandled(
  client: Queryable,
  events: readonly WaitingEvent[],
): Promise<SettledEvents['counts']> {
  const [known, unknown] = [true, false].map((isKnown) =>
    events.filter(({ connections }) => connections.length > 0 === isKnown).map(({ key }) => key),
  );
  await client.query(
    `update scan.inbound_events
     set handled_at = clock_timestamp(), external_id = null, post_id = null,
       subscription_id = null, occurred_at = null
     where event_key = any($1::bytea[])`,
    [known],
  );
  await client.query('delete from scan.inbound_events where event_key = any($1::bytea[])', [
    unknown,
  ]);
  return [...Map.groupBy(events, ({ platform, kind }) => `${platform} ${kind}`).values()].flatMap(
    (same) =>
      same.slice(0, 1).map(({ platform, kind }) => ({ platform, kind, events: same.length })),
  );
}
