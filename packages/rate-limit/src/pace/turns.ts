import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PlatformApi, QuotaExhausted, RateLimited } from '@viral-scan/contracts';
import { untilAnswered } from '../redis/away.ts';
import { type PaceRedis, runScript } from '../redis/script.ts';
import { giveBackScript, leaveScript } from './give-up.ts';
import type { KnownHistory } from './history.ts';
import { createMemory } from './memory.ts';
import { orAbort } from './or-abort.ts';
import type { Pace, PaceCall } from './pace.ts';
import type { Plan, Planner } from './plan.ts';
import { type Ask, type TakeAnswer, takeScript } from './take.ts';

export interface TurnsDeps {
  readonly redis: PaceRedis;
  readonly planner: Planner;
  readonly patienceMs: number;
  /** In microseconds; null: the clock of Redis. */
  readonly now: (() => number) | null;
  /** A call has to wait; told once a call. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** A call goes out. */
  readonly onTurn?: ((turn: Turn) => void) | undefined;
}

export interface Wait extends Pick<PaceCall, 'api' | 'operation'> {
  /** What holds it back; null: the platform asked for a pause. */
  readonly budget: string | null;
  readonly expectedMs: number;
}

export interface Turn extends PaceCall {
  readonly waitedMs: number;
  /** When it was counted, by the clock of Redis: whole microseconds since the epoch. */
  readonly admittedAtMicros: number;
}

interface Turns extends Pick<Pace, 'take'> {
  known(api: PlatformApi): KnownHistory;
}

/** A place in line is only ever remembered by the call that has it. */
type Place = Pick<Ask, 'member' | 'places'>;

/** A call asks, is told when to come back, and asks again until it is admitted. */
export function createTurns(deps: TurnsDeps): Turns {
  const { redis, planner, patienceMs, now } = deps;
  const memory = createMemory();
  const processId = randomUUID();
  let tickets = 0;

  async function take(call: PaceCall, { signal }: { signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    const started = performance.now();
    const leftMs = (): number => Math.max(0, patienceMs - (performance.now() - started));
    const plan = planner.plan(call.api, call.onBehalfOf, call.operation);
    tickets += 1;
    const ticket = `${processId}-${tickets}`;
    let place: Place | null = null;
    for (;;) {
      const asking = untilAnswered(redis, leftMs(), signal, () =>
        ask(plan, call, { ticket, place, patienceMs: leftMs() }),
      );
      const answer = await orAbort(asking, signal, (unwanted) => giveUp(plan, call, unwanted));
      if (answer.outcome === 'admitted') {
        const waitedMs = performance.now() - started;
        deps.onTurn?.({ ...call, waitedMs, admittedAtMicros: Number(answer.now) });
        return;
      }
      if (answer.outcome === 'exhausted') throw exhausted(call, answer.by, answer.resets_at);
      const expectedMs = msUntil(answer.ready_at, answer.now);
      if (answer.outcome === 'late') throw tooLong(plan, call, answer.by, expectedMs);
      if (place === null) {
        const { api, operation } = call;
        deps.onWait?.({ api, operation, budget: answer.by || null, expectedMs });
      }
      place = answer;
      try {
        await sleep(msUntil(answer.back_at, answer.now), undefined, { signal });
      } catch {
        giveUp(plan, call, answer);
        throw signal.reason;
      }
    }
  }

  async function ask(
    plan: Plan,
    call: PaceCall,
    { ticket, place, patienceMs }: { ticket: string; place: Place | null; patienceMs: number },
  ): Promise<TakeAnswer> {
    const request: Ask = {
      ...memory.known(call.api),
      ...(now !== null && { now: now() }),
      user: call.onBehalfOf,
      units: call.units,
      ticket,
      member: place?.member ?? '',
      places: place?.places ?? [],
      patience: Math.round(patienceMs * 1_000),
      seen: plan.counterKeys.map(memory.seen),
    };
    const answer = await runScript<TakeAnswer>(redis, takeScript, plan.keys, [
      plan.budgets,
      request,
    ]);
    memory.keep(call.api, plan.counterKeys, answer);
    return answer;
  }

  /** Frees the place or the turn of a call that was aborted. Nobody waits for it: a place goes by itself. */
  function giveUp({ counterKeys }: Plan, { onBehalfOf }: PaceCall, answer: TakeAnswer): void {
    const freeing =
      answer.outcome === 'wait'
        ? runScript(redis, leaveScript, counterKeys, [
            { user: onBehalfOf, member: answer.member, places: answer.places },
          ])
        : answer.outcome === 'admitted'
          ? runScript(redis, giveBackScript, counterKeys, [answer.receipts])
          : null;
    freeing?.catch(() => undefined);
  }

  return { take, known: memory.known };
}

const msUntil = (micros: string, now: string): number =>
  Math.max(1, Math.ceil((Number(micros) - Number(now)) / 1_000));

const named = ({ api }: PaceCall, budget: string): string =>
  budget === '' ? api : `${api} (budget ${budget})`;

function tooLong(plan: Plan, call: PaceCall, by: string, expectedMs: number): RateLimited {
  const per = plan.budgets.find(({ name }) => name === by)?.per;
  const scope = per === 'user' || per === 'user-endpoint' ? 'user' : 'app';
  const seconds = (expectedMs / 1_000).toFixed(1);
  const message = `the pace of ${named(call, by)} lets no call out for ${seconds} s`;
  return new RateLimited(message, expectedMs, { scope });
}

function exhausted(call: PaceCall, budget: string, resetsAtMicros: string): QuotaExhausted {
  const resetsAt = new Date(Math.ceil(Number(resetsAtMicros) / 1_000));
  return new QuotaExhausted(
    `the quota of ${named(call, budget)} is used up until ${resetsAt.toISOString()}`,
    resetsAt,
  );
}
