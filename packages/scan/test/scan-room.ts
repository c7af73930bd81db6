import type { Connector, NewScan, Principal, StepProgress } from '@viral-scan/contracts';
import type { CollectCall, CollectDeps, StepRepository } from '@viral-scan/scan';
import {
  type InMemoryStore,
  inMemoryStore,
  type ManualClock,
  manualClock,
  newScan,
  noOwnAccounts,
} from '@viral-scan/testing';

/** The accounts of `newScan`. */
export const own = 'youtube:UC0000000000000000000001';
export const rival = 'youtube:UC0000000000000000000002';

export interface ScanRoom {
  readonly store: InMemoryStore;
  readonly clock: ManualClock;
  readonly who: Principal;
  somebody(known?: { readonly tenantId?: string; readonly userId?: string }): Promise<Principal>;
  /** Takes a scan on for `who` (or another) and answers its id. */
  initiated(known?: Partial<NewScan>, principal?: Principal): Promise<string>;
  step(scanId: string, stepKey: string): Promise<StepProgress>;
  /** External ids of all stored posts, sorted. */
  postIds(): string[];
}

/** A user, a clock that stands still, and a store in memory. */
export async function scanRoom(realNowMs: () => number = () => Date.now()): Promise<ScanRoom> {
  const clock = manualClock();
  const store = inMemoryStore({ now: clock.now, realNowMs });
  const somebody: ScanRoom['somebody'] = (known = {}) =>
    store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: ['scan:read', 'scan:write', 'import:write', 'collection:write'],
      ...known,
    });
  const who = await somebody();
  return {
    store,
    clock,
    who,
    somebody,
    async initiated(known = {}, principal = who) {
      const scan = newScan({ scanTime: clock.now(), ...known });
      await store.scans.initiate(principal, scan);
      return scan.scanId;
    },
    async step(scanId, stepKey) {
      const scan = await store.scans.find(who, scanId);
      const step = scan?.steps.find((one) => one.stepKey === stepKey);
      if (step === undefined) throw new Error(`there is no step ${stepKey}`);
      return step;
    },
    postIds: () => [...store.state.series.posts.values()].map((row) => row.post.externalId).sort(),
  };
}

/** A first attempt of five. */
export const attempt = (known: Partial<CollectCall> = {}): CollectCall => ({
  signal: new AbortController().signal,
  attempt: 1,
  isLastAttempt: false,
  ...known,
});

export const killed = new Error('the worker was killed');

/**
 * The same steps for a worker that dies at its n-th call of the repository (from 0): `before` or
 * `after` that call has had its effect. Calls after the death have none.
 */
export function stepsKilledAt(
  steps: StepRepository,
  death: { readonly at: number; readonly when: 'before' | 'after' },
): StepRepository {
  let made = 0;
  return new Proxy(steps, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...values: unknown[]): Promise<unknown> => {
        const index = made;
        made += 1;
        if (index > death.at || (index === death.at && death.when === 'before')) throw killed;
        const answer: unknown = await method.apply(target, values);
        if (index === death.at) throw killed;
        return answer;
      };
    },
  });
}

/** A collector that knows one platform; what it read stays fresh for an hour. */
export const collectDeps = (
  { store, clock }: Pick<ScanRoom, 'store' | 'clock'>,
  connector: Connector | null,
): CollectDeps => ({
  steps: store.steps,
  collections: store.collections,
  connectors: new Map(connector === null ? [] : [[connector.platform, connector]]),
  ownAccounts: noOwnAccounts,
  clock,
  freshMs: 3_600_000,
});
