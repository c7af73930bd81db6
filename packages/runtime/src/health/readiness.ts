import { scrub } from '../logging/scrub.ts';

/** One dependency in words, as `/ready` shows it. */
export interface Dependency {
  readonly name: string;
  readonly ok: boolean;
  /** A dependency that is not required never makes the service unready. */
  readonly required: boolean;
  readonly detail: string;
}

export interface ReadinessCheck {
  readonly name: string;
  readonly required: boolean;
  /** Resolves with the state in words ("PostgreSQL 18 with TimescaleDB 2.23"); throws when away. */
  readonly check: (signal: AbortSignal) => Promise<string>;
}

/** Runs all checks at once; one that does not answer within `timeoutMs` counts as away. */
export function readiness(
  checks: readonly ReadinessCheck[],
  timeoutMs: number,
): Promise<Dependency[]> {
  return Promise.all(checks.map((check) => runCheck(check, timeoutMs)));
}

async function runCheck(
  { name, required, check }: ReadinessCheck,
  timeoutMs: number,
): Promise<Dependency> {
  const late = Promise.withResolvers<never>();
  const abort = new AbortController();
  const timer = setTimeout(() => {
    const error = new Error(`no answer within ${timeoutMs} ms`);
    late.reject(error);
    abort.abort(error);
  }, timeoutMs);
  try {
    const detail = await Promise.race([check(abort.signal), late.promise]);
    return { name, required, ok: true, detail };
  } catch (error) {
    const detail = error instanceof Error ? error.message || error.name : String(error);
    return { name, required, ok: false, detail: scrub(detail) };
  } finally {
    clearTimeout(timer);
  }
}

export interface ReadyAnswer {
  readonly statusCode: 200 | 503;
  readonly body: {
    readonly status: 'ready' | 'not_ready';
    readonly service: string;
    readonly dependencies: readonly Dependency[];
  };
}

export function readyAnswer(service: string, dependencies: readonly Dependency[]): ReadyAnswer {
  const isReady = dependencies.every(({ ok, required }) => ok || !required);
  return {
    statusCode: isReady ? 200 : 503,
    body: { status: isReady ? 'ready' : 'not_ready', service, dependencies },
  };
}
