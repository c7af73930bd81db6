import {
  type Authorization,
  accountRef,
  type Connection,
  type OwnProfile,
  type Renewal,
  type SubjectKey,
} from '@viral-scan/contracts';
import type {
  AuthorizationRepository,
  ConnectionMoment,
  ConnectionRepository,
  OwnProfileRepository,
} from '@viral-scan/scan';
import { holdSubject } from './erasures.ts';
import { accountKey, isOf, keyOf, type MemoryState, tellGrantEnded } from './state.ts';

type Row = Connection & SubjectKey;

const dead = (row: Row, reason: string): Row => ({
  ...row,
  state: 'reauthorization_required',
  reason,
  tokens: null,
  expiresAt: null,
  refreshExpiresAt: null,
  generation: row.generation + 1,
});

const renewed = (row: Row, { outcome: _, ...state }: Renewal & { outcome: 'renewed' }): Row => ({
  ...row,
  ...state,
  generation: row.generation + 1,
});

export function memoryConnections(state: MemoryState): ConnectionRepository {
  const rows = new Map<string, Row>();
  /** Ends of renewals, by connection: each begins when the one before has ended. */
  const locks = new Map<string, Promise<unknown>>();
  const keyOfRef = (subject: SubjectKey, ref: string): string =>
    keyOf(subject.tenantId, subject.subjectId, ref);
  const refOf = (row: Pick<Connection, 'platform' | 'externalId'>): string =>
    accountRef(row.platform, row.externalId);
  const byId = (subject: SubjectKey, connectionId: string): [string, Row] | null =>
    [...rows].find(([, row]) => isOf(subject, row) && row.connectionId === connectionId) ?? null;
  const answer = ({ tenantId: _, subjectId: __, ...connection }: Row): Connection => ({
    ...connection,
  });
  /** Waits for a renewal that is under way, as a row lock makes others wait. */
  const unlocked = async (connectionId: string): Promise<void> => {
    await locks.get(connectionId)?.catch(() => undefined);
  };

  const change = async (
    subject: SubjectKey,
    seen: ConnectionMoment,
    state: Connection['state'],
    next: (row: Row) => Row,
  ): Promise<void> => {
    await unlocked(seen.connectionId);
    const found = byId(subject, seen.connectionId);
    if (found === null || found[1].generation !== seen.generation) return;
    if (found[1].state === state) rows.set(found[0], next(found[1]));
  };

  return {
    async find(subject, ref) {
      const row = rows.get(keyOfRef(subject, ref));
      return row === undefined ? null : answer(row);
    },

    async list(subject) {
      return [...rows.values()]
        .filter((row) => isOf(subject, row))
        .sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1))
        .map(answer);
    },

    async save(subject, connection) {
      holdSubject(state, subject, [refOf(connection)]);
      await unlocked(connection.connectionId);
      const key = keyOfRef(subject, refOf(connection));
      const known = rows.get(key);
      if (known !== undefined && known.connectionId !== connection.connectionId) return null;
      const row: Row = {
        tenantId: subject.tenantId,
        subjectId: subject.subjectId,
        ...connection,
        state: 'active',
        reason: null,
        generation: known === undefined ? 0 : known.generation + 1,
      };
      rows.set(key, row);
      return answer(row);
    },

    renew(subject, seen, exchange) {
      const before = unlocked(seen.connectionId);
      const work = before.then(async () => {
        const found = byId(subject, seen.connectionId);
        if (found === null) return null;
        const [key, row] = found;
        if (row.state !== 'active' || row.generation !== seen.generation) return answer(row);
        const renewal = await exchange(answer(row));
        const next = renewal.outcome === 'dead' ? dead(row, renewal.reason) : renewed(row, renewal);
        rows.set(key, next);
        if (renewal.outcome === 'dead') tellGrantEnded(state, subject, next);
        return answer(next);
      });
      locks.set(seen.connectionId, work);
      return work;
    },

    refuse: (subject, seen, reason) =>
      change(subject, seen, 'active', (row) => {
        const next: Row = {
          ...row,
          state: 'reauthorization_required',
          reason,
          generation: row.generation + 1,
        };
        tellGrantEnded(state, subject, next);
        return next;
      }),

    async disconnect(subject, ref) {
      const key = keyOfRef(subject, ref);
      const known = rows.get(key);
      if (known === undefined) return null;
      await unlocked(known.connectionId);
      const row = rows.get(key) ?? known;
      if (row.state === 'disconnected') return answer(row);
      const next: Row = {
        ...row,
        state: 'disconnected',
        reason: null,
        generation: row.generation + 1,
      };
      rows.set(key, next);
      return answer(next);
    },

    async noteGivenBack({ platform, externalId, aliases }) {
      for (const name of [externalId, ...aliases]) {
        state.givenBack.set(`${platform}:${name}`, state.realNowMs());
      }
    },
    noteUnrevoked: (subject, seen, reason) =>
      change(subject, seen, 'disconnected', (row) => ({ ...row, reason })),
    destroyTokens: (subject, seen, notRevoked) =>
      change(subject, seen, 'disconnected', (row) => ({
        ...row,
        reason: notRevoked,
        tokens: null,
        expiresAt: null,
        refreshExpiresAt: null,
      })),
  };
}

const hourMs = 3_600_000;

export function memoryAuthorizations(state: MemoryState): AuthorizationRepository {
  const rows = new Map<string, Authorization>();
  return {
    async keep(authorization) {
      holdSubject(state, authorization);
      for (const [hash, { expiresAt }] of rows) {
        if (expiresAt.getTime() < state.realNowMs() - hourMs) rows.delete(hash);
      }
      rows.set(authorization.stateHash, { ...authorization });
    },
    async take(stateHash) {
      const found = rows.get(stateHash) ?? null;
      rows.delete(stateHash);
      return found;
    },
  };
}

export function memoryOwnProfiles(state: MemoryState): OwnProfileRepository {
  const { accounts } = state.series;
  return {
    async keep(subject, profile) {
      holdSubject(state, subject, [accountRef(profile.platform, profile.externalId)]);
      const key = accountKey(subject, profile.platform, profile.externalId);
      const known = accounts.get(key);
      accounts.set(key, {
        tenantId: subject.tenantId,
        subjectId: subject.subjectId,
        accountId: known?.accountId ?? crypto.randomUUID(),
        imported: known?.imported ?? false,
        firstRef: known?.firstRef ?? null,
        profile:
          known === undefined
            ? profile
            : {
                ...known.profile,
                name: profile.name ?? known.profile.name,
                handle: profile.handle ?? known.profile.handle,
                timezone: profile.timezone ?? known.profile.timezone,
              },
        seenAsOwn: true,
      });
    },
    async list(subject) {
      return [...accounts.values()]
        .filter((row) => isOf(subject, row) && row.seenAsOwn)
        .map(
          ({ profile }): OwnProfile => ({
            ref: accountRef(profile.platform, profile.externalId),
            name: profile.name,
            handle: profile.handle,
          }),
        )
        .sort((a, b) => (a.ref < b.ref ? -1 : 1));
    },
  };
}
