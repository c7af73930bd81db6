import {
  type AccountRef,
  type Connection,
  type GrantKind,
  type OAuth,
  ReauthorizationRequired,
  type SubjectKey,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { AccessTokens, OwnGrant } from '../ports/connections.ts';
import { type RenewDeps, renewConnection } from './renew-connection.ts';
import { RenewalsAhead } from './renewals-ahead.ts';
import { isLostForGood, lostTokens, openToken } from './sealed-tokens.ts';

/** A token that ends within it has to be renewed before it is used. */
const marginMs = 60_000;
/** How long a grant is used before the database is asked whether it still stands. */
const lookAgainMs = 5_000;

export interface AccessTokensDeps extends RenewDeps {
  readonly oauth: ReadonlyMap<GrantKind, OAuth>;
  /** Monotonic. Default: the process's own. */
  readonly nowMs?: () => number;
}

/** Renews a connection once for all who ask within this process. */
type Renew = (subject: SubjectKey, oauth: OAuth, seen: Connection) => Promise<Connection | null>;

/** What the grants of a process share. */
interface Shared {
  readonly renew: Renew;
  readonly ahead: RenewalsAhead;
  readonly nowMs: () => number;
}

/**
 * Live access tokens of connected accounts. Each is renewed as long before its end as its platform
 * advises; when that fails for a passing reason it is used on, until its last minute. Refreshing is
 * single-flight: within a process by a shared promise, across processes by the connection's row lock
 * (see `renewConnection`).
 */
export function accessTokens(deps: AccessTokensDeps): AccessTokens {
  const underWay = new Map<string, Promise<Connection | null>>();
  const renew: Renew = (subject, oauth, seen) => {
    const key = `${seen.connectionId}/${seen.generation}`;
    const same = underWay.get(key);
    if (same !== undefined) return same;
    const renewing = renewConnection(deps, subject, oauth, seen).finally(() =>
      underWay.delete(key),
    );
    underWay.set(key, renewing);
    return renewing;
  };
  const nowMs = deps.nowMs ?? (() => performance.now());
  const shared: Shared = { renew, ahead: new RenewalsAhead(nowMs), nowMs };
  return {
    async grantOf(subject, ref) {
      const connection = await deps.connections.find(subject, ref);
      if (connection === null || connection.state === 'disconnected') return null;
      const oauth = deps.oauth.get(connection.kind);
      if (oauth === undefined) return null;
      return new StoredGrant(deps, shared, subject, ref, oauth, connection);
    },
  };
}

interface LiveToken {
  readonly connection: Connection;
  readonly text: string;
  /** From here on a renewal is tried, ... */
  readonly renewAtMs: number;
  /** ... and from here on it must succeed. */
  readonly endsAtMs: number;
}

class StoredGrant implements OwnGrant {
  readonly kind: GrantKind;
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  readonly #deps: AccessTokensDeps;
  readonly #shared: Shared;
  readonly #subject: SubjectKey;
  readonly #ref: AccountRef;
  readonly #oauth: OAuth;
  #live: LiveToken | null = null;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    deps: AccessTokensDeps,
    shared: Shared,
    subject: SubjectKey,
    ref: AccountRef,
    oauth: OAuth,
    { kind, scopes, missingScopes }: Connection,
  ) {
    this.kind = kind;
    this.scopes = scopes;
    this.missingScopes = missingScopes;
    this.#deps = deps;
    this.#shared = shared;
    this.#subject = subject;
    this.#ref = ref;
    this.#oauth = oauth;
  }

  async token(signal: AbortSignal): Promise<string> {
    const live = await this.#look();
    const nowMs = this.#deps.realNow().getTime();
    if (nowMs < live.renewAtMs) return live.text;
    if (nowMs >= live.endsAtMs) return this.#renewed(live, signal);
    if (!this.#shared.ahead.mayTry(live.connection.connectionId)) return live.text;
    try {
      return await this.#renewed(live, signal);
    } catch (error) {
      // A dead grant gives nothing any more; all else passes, and there is time.
      if (signal.aborted || error instanceof ReauthorizationRequired) throw error;
      return live.text;
    }
  }

  async renew(refused: string, signal: AbortSignal): Promise<string> {
    const live = await this.#look();
    return live.text === refused ? this.#renewed(live, signal) : live.text;
  }

  async giveUp(reason: string): Promise<void> {
    const { connection } = await this.#look();
    this.#live = null;
    await this.#deps.connections.refuse(this.#subject, connection, reason);
  }

  async #look(): Promise<LiveToken> {
    if (this.#live !== null && this.#shared.nowMs() < this.#lookedAtMs + lookAgainMs) {
      return this.#live;
    }
    const connection = await this.#deps.connections.find(this.#subject, this.#ref);
    if (connection !== null && connection.kind !== this.kind) {
      throw new UpstreamUnavailable('the account was connected in another way meanwhile');
    }
    const isSame =
      connection !== null &&
      connection.generation === this.#live?.connection.generation &&
      connection.connectionId === this.#live.connection.connectionId;
    if (this.#live === null || !isSame) {
      this.#live = await this.#open(connection, Number.NEGATIVE_INFINITY);
    }
    this.#lookedAtMs = this.#shared.nowMs();
    return this.#live;
  }

  async #renewed(live: LiveToken, signal: AbortSignal): Promise<string> {
    const renewing = this.#shared.renew(this.#subject, this.#oauth, live.connection);
    const connection = await unlessAborted(renewing, signal);
    const nowMs = this.#deps.realNow().getTime();
    this.#live = await this.#open(connection, nowMs);
    this.#lookedAtMs = this.#shared.nowMs();
    return this.#live.text;
  }

  /** @param newAtMs of a token that is new: it is used for half of its life, however short that is */
  async #open(connection: Connection | null, newAtMs: number): Promise<LiveToken> {
    this.#live = null;
    if (connection === null || connection.state === 'disconnected') {
      throw new ReauthorizationRequired('the account is not connected any more');
    }
    const text = await this.#openToken(connection);
    if (connection.state !== 'active' || text === null || connection.expiresAt === null) {
      const reason = connection.reason ?? 'the grant has ended';
      throw new ReauthorizationRequired(`the account has to be connected again: ${reason}`);
    }
    const expiresAtMs = connection.expiresAt.getTime();
    const before = (aheadMs: number): number =>
      Math.max(expiresAtMs - aheadMs, (expiresAtMs + newAtMs) / 2);
    return {
      connection,
      text,
      renewAtMs: before(Math.max(this.#oauth.renewAheadMs, marginMs)),
      endsAtMs: before(marginMs),
    };
  }

  async #openToken(connection: Connection): Promise<string | null> {
    try {
      return await openToken(this.#deps.vault, this.#subject, connection, 'accessToken');
    } catch (cause) {
      if (!isLostForGood(cause)) throw cause;
      await this.#deps.connections.refuse(this.#subject, connection, lostTokens);
      const message = `the account has to be connected again: ${lostTokens}`;
      throw new ReauthorizationRequired(message, { cause });
    }
  }
}

/** The promise goes on for the others who wait for it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
