import type { ErasureScope, ErasureState, Platform } from '@viral-scan/contracts';

export interface KeptErasure {
  readonly code: string;
  readonly state: ErasureState;
  readonly scope: ErasureScope;
  readonly requestedAt: Date;
  readonly completedAt: Date | null;
  readonly erased: Readonly<Record<string, number>>;
  readonly notRevoked: readonly { readonly platform: Platform; readonly reason: string }[];
}

export interface ErasureRow {
  readonly code: string;
  readonly state: ErasureState;
  readonly scope: ErasureScope;
  readonly requested_at: Date;
  readonly completed_at: Date | null;
  readonly erased: Record<string, number>;
  readonly not_revoked: KeptErasure['notRevoked'];
}

export const erasureColumns = 'code, state, scope, requested_at, completed_at, erased, not_revoked';

/** Those under one code, as one: it has completed when all have. Null: there are none. */
export function keptErasureOf(rows: readonly ErasureRow[]): KeptErasure | null {
  const [first] = rows;
  if (first === undefined) return null;
  const isCompleted = rows.every(({ state }) => state === 'completed');
  const erased: Record<string, number> = {};
  for (const row of rows) {
    for (const [kind, count] of Object.entries(row.erased)) {
      erased[kind] = (erased[kind] ?? 0) + count;
    }
  }
  const ends = rows.flatMap(({ completed_at: at }) => at ?? []);
  return {
    code: first.code,
    state: isCompleted ? 'completed' : 'running',
    scope: rows.some(({ scope }) => scope === 'user') ? 'user' : 'account',
    requestedAt: first.requested_at,
    completedAt: isCompleted ? new Date(Math.max(...ends.map(Number))) : null,
    erased,
    notRevoked: rows.flatMap((row) => row.not_revoked),
  };
}
