import {
  connectablePlatforms,
  type GrantKind,
  grantKindOf,
  type OwnAccount,
  type Platform,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { OwnAccountView } from '@viral-scan/scan';

export function ownAccountOf({ profile, connection }: OwnAccountView): OwnAccount {
  const platform = splitAccountRef(profile.ref).platform ?? 'file';
  return {
    id: profile.ref,
    platform,
    name: profile.name,
    handle: profile.handle,
    state: connection?.state ?? 'not_connected',
    reason: connection?.reason ?? null,
    kind: connection?.kind ?? null,
    scopes: [...(connection?.scopes ?? [])],
    missing_scopes: [...(connection?.missingScopes ?? [])],
    connected_at: connection?.connectedAt.toISOString() ?? null,
    expires_at: connection?.expiresAt?.toISOString() ?? null,
    reauthorize_url:
      connection?.state === 'active' ? null : connectPath(platform, connection?.kind ?? null),
  };
}

/** Where an account is connected; null where its platform cannot be. */
export function connectPath(named: Platform, kind: GrantKind | null): string | null {
  const platform = connectablePlatforms.find((one) => one === named);
  if (platform === undefined) return null;
  const isDefault = kind === null || grantKindOf(platform, undefined) === kind;
  return `/connect/${platform}${isDefault ? '' : `?kind=${kind}`}`;
}
