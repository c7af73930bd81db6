import {
  type AccountRef,
  type CollectionCosts,
  type ConnectionState,
  type GrantKind,
  type KnownAccount,
  type Platform,
  type Role,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import { whyUnread } from '../collection/why-unread.ts';
import type { ConnectionRepository } from '../ports/connections.ts';

/** How a collection would read an account. */
export interface WayToRead {
  /** Null: its platform is not asked, `reason` says why. */
  readonly costs: CollectionCosts | null;
  readonly reason: string | null;
  /** Null of competitors. */
  readonly connection: ConnectionState | 'not_connected' | null;
  /** What connecting it (again) would help with; null where it would not. */
  readonly connectWith: { readonly platform: Platform; readonly kind: GrantKind | null } | null;
}

export interface WayToReadDeps {
  readonly connections: Pick<ConnectionRepository, 'find'>;
  /** Of this installation's connectors: by grant, for accounts whose owners connected them … */
  readonly costsByGrant: ReadonlyMap<GrantKind, CollectionCosts>;
  /** … and by platform, for what anyone may see. */
  readonly publicCosts: ReadonlyMap<Platform, CollectionCosts>;
}

/** As the collector decides: with the owner's grant where there is one, else as anyone. */
export async function wayToRead(
  { connections, costsByGrant, publicCosts }: WayToReadDeps,
  subject: SubjectKey,
  { ref, role }: { readonly ref: AccountRef; readonly role: Role },
): Promise<WayToRead> {
  const platform = splitAccountRef(ref).platform ?? 'file';
  const connected = role === 'own' ? await connections.find(subject, ref) : null;
  const connection = role === 'own' ? (connected?.state ?? 'not_connected') : null;
  const costs = connected === null ? undefined : costsByGrant.get(connected.kind);
  if (connected !== null && connected.state !== 'disconnected' && costs !== undefined) {
    if (connected.state === 'active') {
      return { costs, reason: null, connection, connectWith: null };
    }
    const reason = `the account has to be connected again: ${connected.reason ?? 'the grant has ended'}`;
    return { costs: null, reason, connection, connectWith: connected };
  }
  const hasLogin = [...costsByGrant.values()].some((known) => known.platform === platform);
  const connectWith =
    role === 'own' && hasLogin ? { platform, kind: connected?.kind ?? null } : null;
  const asAnyone = publicCosts.get(platform);
  if (asAnyone !== undefined) return { costs: asAnyone, reason: null, connection, connectWith };
  return {
    costs: null,
    reason: whyUnread(platform, role),
    connection,
    connectWith,
  };
}

/** Whether posts of an import stand in where the platform cannot be asked. */
export const isImported = (known: KnownAccount | null): boolean =>
  known?.profile.source === 'import';
