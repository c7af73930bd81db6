import {
  type Connection,
  connectablePlatforms,
  grantKindOf,
  type OwnAccount,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { OwnAccountView } from '@viral-scan/scan';

export function ownAccountOf({ profile, connection }: OwnAccountView): OwnAccount {
  return {
    id: profile.ref,
    platform: splitAccountRef(profile.ref).platform ?? 'file',
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
      connection === null || connection.state === 'active' ? null : connectPath(connection),
  };
}

function connectPath({ platform: named, kind }: Connection): string | null {
  const platform = connectablePlatforms.find((one) => one === named);
  if (platform === undefined) return null;
  const isDefault = grantKindOf(platform, undefined) === kind;
  return `/connect/${platform}${isDefault ? '' : `?kind=${kind}`}`;
}
