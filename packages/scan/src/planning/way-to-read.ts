import {
  type Access,
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
  /** Null: its platform is not asked. */
  readonly access: Access | null;
  readonly reason: string | null;
  /** Null of competitors. */
  readonly connection: ConnectionState | 'not_connected' | null;
  /** What connecting it (again), or of competitors an account of one's own, would help with; null where it would not. */
  readonly connectWith: { readonly platform: Platform; readonly kind: GrantKind | null } | null;
}

export interface WayToReadDeps {
  readonly connections: Pick<ConnectionRepository, 'find' | 'list'>;
  /** Of this installation's connectors: by grant, for accounts whose owners connected them … */
  readonly costsByGrant: ReadonlyMap<GrantKind, CollectionCosts>;
  /** … by platform, for what anyone may see … */
  readonly publicCosts: ReadonlyMap<Platform, CollectionCosts>;
  /** … and by platform, for what is seen of others with a grant of one's own. */
  readonly costsOfOthers: ReadonlyMap<Platform, CollectionCosts>;
}

/**
 * As the collector decides: with the owner's grant where there is one, else as anyone, or as anyone who
 * has connected an account there.
 */
export async function wayToRead(
  deps: WayToReadDeps,
  subject: SubjectKey,
  { ref, role }: { readonly ref: AccountRef; readonly role: Role },
): Promise<WayToRead> {
  const { connections, costsByGrant, publicCosts } = deps;
  const platform = splitAccountRef(ref).platform ?? 'file';
  const connected = role === 'own' ? await connections.find(subject, ref) : null;
  const connection = role === 'own' ? (connected?.state ?? 'not_connected') : null;
  const costs = connected === null ? undefined : costsByGrant.get(connected.kind);
  if (connected !== null && connected.state !== 'disconnected' && costs !== undefined) {
    if (connected.state === 'active') {
      return { costs, access: 'own', reason: null, connection, connectWith: null };
    }
    const reason = `the account has to be connected again: ${connected.reason ?? 'the grant has ended'}`;
    return { costs: null, access: null, reason, connection, connectWith: connected };
  }
  const hasLogin = [...costsByGrant.values()].some((known) => known.platform === platform);
  const connectWith =
    role === 'own' && hasLogin ? { platform, kind: connected?.kind ?? null } : null;
  const asAnyone = publicCosts.get(platform);
  if (asAnyone !== undefined) {
    return { costs: asAnyone, access: 'public', reason: null, connection, connectWith };
  }
  const reason = whyUnread(platform, role);
  const unread = { costs: null, access: null, reason, connection } as const;
  const ofOthers = role === 'own' ? undefined : deps.costsOfOthers.get(platform);
  if (ofOthers === undefined) return { ...unread, connectWith };
  const { grant } = ofOthers;
  const isThere = (await connections.list(subject)).some(
    ({ state, kind, ...known }) =>
      known.platform === platform && kind === grant && state === 'active',
  );
  return isThere
    ? { costs: ofOthers, access: 'public', reason: null, connection, connectWith: null }
    : { ...unread, connectWith: { platform, kind: grant } };
}

/** Whether posts of an import stand in where the platform cannot be asked. */
export const isImported = (known: KnownAccount | null): boolean =>
  known?.profile.source === 'import';
