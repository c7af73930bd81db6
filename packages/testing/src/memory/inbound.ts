import {
  type InboundEvent,
  isEnded,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type {
  ConnectionRepository,
  GrantedAccount,
  InboundEventRepository,
  KeptEvent,
  LightScanRepository,
  SettledEvents,
} from '@viral-scan/scan';
import { insertScan } from './scans.ts';
import { accountKey, isOf, keyOf, type MemoryState, writeOutbox } from './state.ts';

interface Row {
  readonly event: KeptEvent;
  readonly receivedMs: number;
  readonly handledMs: number | null;
  readonly attempts: number;
  readonly nextMs: number;
}

interface Granted extends GrantedAccount {
  readonly isActive: boolean;
  readonly isGivenBack: boolean;
  readonly connectedMs: number;
}

const readAtOnce: readonly InboundEvent['kind'][] = [
  'post_published',
  'post_changed',
  'post_removed',
];
const clockToleranceMs = 60_000;
const echoMs = 600_000;

/** What platforms told, and the collections that follow; without WebSub's subscriptions. */
export function memoryInbound(
  state: MemoryState,
  connections: Pick<ConnectionRepository, 'list'>,
): { readonly inboundEvents: InboundEventRepository; readonly lightScans: LightScanRepository } {
  const rows = new Map<string, Row>();
  const asked = new Map<string, GrantedAccount>();
  const keyOfAccount = ({ tenantId, subjectId, ref }: GrantedAccount): string =>
    keyOf(tenantId, subjectId, ref);

  const grantedTo = async (platform: string, name: string | null): Promise<Granted[]> => {
    const found: Granted[] = [];
    for (const { tenantId, subjectId } of state.subjects.values()) {
      const subject = { tenantId, subjectId };
      for (const each of await connections.list(subject)) {
        const isNamed = name !== null && [each.externalId, ...each.aliases].includes(name);
        if (each.platform !== platform || !isNamed) continue;
        found.push({
          ...subject,
          ref: `${each.platform}:${each.externalId}`,
          isActive: each.state === 'active',
          isGivenBack: each.state === 'disconnected' && each.reason === null,
          connectedMs: each.connectedAt.getTime(),
        });
      }
    }
    return found;
  };
  const accountOf = ({ tenantId, subjectId, ref }: Granted): GrantedAccount => ({
    tenantId,
    subjectId,
    ref,
  });
  const waiting = (isRemoval: boolean, limit: number): Row[] =>
    [...rows.values()]
      .filter(({ handledMs, nextMs }) => handledMs === null && nextMs <= state.realNowMs())
      .filter(({ event }) => (event.kind === 'access_removed') === isRemoval)
      .sort((one, other) => one.nextMs - other.nextMs)
      .slice(0, limit);
  const finish = ({ event, ...row }: Row, isKnown: boolean): void => {
    if (isKnown) rows.set(event.key, { event, ...row, handledMs: state.realNowMs() });
    else rows.delete(event.key);
  };
  const countsOf = (done: readonly Row[]): SettledEvents['counts'] =>
    [...Map.groupBy(done, ({ event }) => `${event.platform} ${event.kind}`).values()].flatMap(
      (same) =>
        same
          .slice(0, 1)
          .map(({ event: { platform, kind } }) => ({ platform, kind, events: same.length })),
    );
  const markChanged = (account: GrantedAccount, postId: string | null, now: Date): void => {
    const { platform, externalId } = splitAccountRef(account.ref);
    const known = state.series.accounts.get(accountKey(account, platform ?? 'file', externalId));
    if (known === undefined || postId === null) return;
    const key = keyOf(account.tenantId, account.subjectId, known.accountId, postId);
    const row = state.series.posts.get(key);
    if (row !== undefined) state.series.posts.set(key, { ...row, changedMs: now.getTime() });
  };
  const isOpen = (subject: SubjectKey, ref: string): boolean =>
    [...state.scans.values()].some(
      (scan) =>
        isOf(subject, scan) &&
        !isEnded(scan.state) &&
        scan.steps.some(
          (step) =>
            step.accountRef === ref && (step.state === 'pending' || step.state === 'running'),
        ),
    );

  const inboundEvents: InboundEventRepository = {
    async keep(events) {
      const fresh = events.filter(({ key }) => !rows.has(key));
      const receivedMs = state.realNowMs();
      for (const event of fresh) {
        rows.set(event.key, {
          event,
          receivedMs,
          handledMs: null,
          attempts: 0,
          nextMs: receivedMs,
        });
      }
      return fresh.length;
    },

    async settle(limit, now) {
      const taken = waiting(false, limit);
      for (const row of taken) {
        const { platform, accountId, kind, postId } = row.event;
        const granted = await grantedTo(platform, accountId);
        for (const each of granted.filter(({ isActive }) => isActive)) {
          if (kind !== 'other') markChanged(each, postId, now);
          if (readAtOnce.includes(kind)) asked.set(keyOfAccount(each), accountOf(each));
        }
        finish(row, granted.length > 0);
      }
      return { counts: countsOf(taken), failures: [] };
    },

    async settleRemovals(limit, erase) {
      const done: Row[] = [];
      const failures: unknown[] = [];
      for (const row of waiting(true, limit)) {
        const { platform, accountId, occurredAt, key } = row.event;
        const untilMs = (occurredAt?.getTime() ?? row.receivedMs) + clockToleranceMs;
        const granted = await grantedTo(platform, accountId);
        const givenBackMs = state.givenBack.get(`${platform}:${accountId}`);
        const atMs = untilMs - clockToleranceMs;
        const isEcho = givenBackMs !== undefined && Math.abs(givenBackMs - atMs) < echoMs;
        try {
          for (const each of granted) {
            const isConcerned = !isEcho && !each.isGivenBack && each.connectedMs <= untilMs;
            if (isConcerned) await erase(accountOf(each));
          }
          finish(row, granted.length > 0);
          done.push(row);
        } catch (error) {
          failures.push(error);
          const nextMs = state.realNowMs() + 5_000 * 2 ** row.attempts;
          rows.set(key, { ...row, attempts: row.attempts + 1, nextMs });
        }
      }
      return { counts: countsOf(done), failures };
    },

    async granted(platform, externalId, grantedBefore) {
      const untilMs = grantedBefore.getTime() + clockToleranceMs;
      return (await grantedTo(platform, externalId))
        .filter(({ connectedMs }) => connectedMs <= untilMs)
        .map(accountOf);
    },

    async lag() {
      const all = [...rows.values()].filter(({ handledMs }) => handledMs === null);
      const oldestMs = Math.min(state.realNowMs(), ...all.map(({ receivedMs }) => receivedMs));
      return { waiting: all.length, oldestSeconds: (state.realNowMs() - oldestMs) / 1_000 };
    },

    async forget(before, limit) {
      const old = [...rows.values()]
        .filter(({ handledMs }) => handledMs !== null && handledMs < before.getTime())
        .slice(0, limit);
      for (const { event } of old) rows.delete(event.key);
      return old.length;
    },
  };

  const lightScans: LightScanRepository = {
    async asked(limit) {
      const found: GrantedAccount[] = [];
      for (const [key, account] of asked) {
        if (isOpen(account, account.ref)) continue;
        const all = await connections.list(account);
        const isActive = all.some(
          ({ platform, externalId, state: now }) =>
            `${platform}:${externalId}` === account.ref && now === 'active',
        );
        if (isActive) found.push(account);
        else asked.delete(key);
      }
      return found.slice(0, limit);
    },

    async take(account, _now, collection) {
      if (!asked.has(keyOfAccount(account)) || isOpen(account, account.ref)) return false;
      asked.delete(keyOfAccount(account));
      const { tenantId, subjectId } = account;
      const planned = {
        ...collection,
        kind: 'collection',
        hourlyQuota: null,
        idempotency: null,
      } as const;
      const scan = insertScan(state, { tenantId, subjectId }, planned, state.realNowMs());
      writeOutbox(state, scan, null);
      return true;
    },
  };
  return { inboundEvents, lightScans };
}
