// A process of its own with some workers that want one account's access token, all at once.
import { type OAuth, ReauthorizationRequired, type SubjectKey } from '@viral-scan/contracts';
import { accessTokens, type OwnGrant } from '@viral-scan/scan';
import { createPools, createStore } from '@viral-scan/store';
import { createVault, parseMasterKeys } from '@viral-scan/vault';

export interface RefreshOrder {
  readonly databaseUrl: string;
  readonly masterKeys: string;
  readonly tokenUrl: string;
  readonly subject: SubjectKey;
  readonly ref: string;
  readonly workers: number;
}
/** `renew`: the token each worker got last is refused. */
export type RefreshRequest = 'token' | 'renew';
/** A token or an error's code, per worker. */
export type RefreshReply = readonly string[];

const order: RefreshOrder = JSON.parse(process.argv[2] ?? '{}');
const pools = createPools({ databaseUrl: order.databaseUrl, applicationName: 'refresh', max: 8 });
const store = createStore({ pool: pools.scan, identityPool: pools.identity });
const unused = (): never => {
  throw new Error('is not asked for here');
};
const oauth: OAuth = {
  kind: 'youtube',
  platform: 'youtube',
  scopes: [],
  requiredScopes: [],
  usesPkce: true,
  issuer: null,
  requiresIssuer: false,
  renewAheadMs: 60_000,
  refreshesItself: false,
  endsAllGrants: false,
  authorizationUrl: unused,
  exchange: unused,
  revoke: unused,
  identify: unused,
  async refresh({ refreshToken }, { signal }) {
    const answer = await fetch(order.tokenUrl, { method: 'POST', body: refreshToken, signal });
    if (!answer.ok) throw new ReauthorizationRequired('the refresh token was used before');
    const { access, refresh } = (await answer.json()) as { access: string; refresh: string };
    const expiresAt = new Date(Date.now() + 3_600_000);
    const tokens = { accessToken: access, refreshToken: refresh };
    return { ...tokens, expiresAt, refreshExpiresAt: null, scopes: [] };
  },
};

/** Nothing is shared between workers but the pool: each could be a process. */
async function worker(): Promise<OwnGrant> {
  const grant = await accessTokens({
    connections: store.connections,
    vault: createVault({
      masterKeys: parseMasterKeys(order.masterKeys),
      subjectKeys: store.subjectKeys,
    }),
    oauth: new Map([[oauth.kind, oauth]]),
    realNow: () => new Date(),
  }).grantOf(order.subject, order.ref);
  if (grant === null) throw new Error('there is no grant');
  return grant;
}

const { signal } = new AbortController();
const workers = await Promise.all(Array.from({ length: order.workers }, worker));
let last: readonly string[] = workers.map(() => '');
process.on('message', async (request: RefreshRequest) => {
  last = await Promise.all(
    workers.map((grant, index) =>
      (request === 'token' ? grant.token(signal) : grant.renew(last[index] ?? '', signal)).catch(
        (error: Error & { code?: string }) => error.code ?? error.message,
      ),
    ),
  );
  process.send?.(last);
});
process.on('disconnect', () => void pools.end());
process.send?.('ready');
