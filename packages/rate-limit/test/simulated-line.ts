import type { Redis } from 'ioredis';
import type { Budget } from '../src/index.ts';
import { createPlanner } from '../src/pace/plan.ts';
import { type Ask, type TakeAnswer, takeScript } from '../src/pace/take.ts';
import { runScript } from '../src/redis/script.ts';

/** A user who always has `atOnce` calls going or waiting. */
export interface SimulatedUser {
  readonly name: string;
  readonly atOnce: number;
  readonly operation?: string;
  /** Default 0. */
  readonly joinsAtMs?: number;
  /** From then on nothing is heard of his calls, as of a killed process. */
  readonly diesAtMs?: number;
}

export interface Simulation {
  readonly redis: Redis;
  readonly prefix: string;
  readonly budgets: readonly Budget[];
  readonly users: readonly SimulatedUser[];
  readonly forMs: number;
  /** Waiters come back that much too late at the most, at random. */
  readonly lateByMs?: number;
  readonly random: () => number;
}

export interface Admission {
  readonly user: string;
  readonly atMs: number;
  /** Since the call came. */
  readonly waitedMs: number;
  /** The how-manieth call of its user this was to come. */
  readonly nth: number;
}

type Visit = SimulatedUser & {
  atMs: number;
  readonly cameAtMs: number;
  readonly nth: number;
  readonly place: Pick<Ask, 'member' | 'places'>;
};

/** Runs many waiters against the real scripts on a clock of its own, far faster than in real time. */
export async function simulate(simulation: Simulation) {
  const { redis, prefix, budgets, users, forMs, random, lateByMs = 3 } = simulation;
  const begunMs = Date.now();
  const planner = createPlanner(prefix, new Map([['youtube-data', budgets]]), () => begunMs);
  const came = new Map<string, number>();
  const visits: Visit[] = [];
  const admissions: Admission[] = [];
  let asked = 0;
  const call = (user: SimulatedUser, atMs: number): void => {
    const nth = (came.get(user.name) ?? 0) + 1;
    came.set(user.name, nth);
    visits.push({ ...user, atMs, cameAtMs: atMs, nth, place: { member: '', places: [] } });
  };
  for (const user of users) {
    for (let i = 0; i < user.atOnce; i += 1) call(user, (user.joinsAtMs ?? 0) + random());
  }
  for (;;) {
    visits.sort((a, b) => b.atMs - a.atMs);
    const visit = visits.pop();
    if (visit === undefined || visit.atMs > forMs) return { admissions, asked };
    if (visit.atMs > (visit.diesAtMs ?? Number.POSITIVE_INFINITY)) continue;
    const now = Math.round((begunMs + visit.atMs) * 1_000);
    const plan = planner.plan('youtube-data', visit.name, visit.operation ?? 'videos.list');
    asked += 1;
    const answer = await runScript<TakeAnswer>(redis, takeScript, plan.keys, [
      plan.budgets,
      {
        ...visit.place,
        epoch: 0,
        now,
        user: visit.name,
        units: 1,
        ticket: `${visit.name}-${visit.nth}`,
        turns: 0,
        patience: 3_600_000_000,
        seen: plan.budgets.map(() => ''),
      } satisfies Ask,
    ]);
    if (answer.outcome === 'wait') {
      const inMs = Math.max(1, Math.ceil((Number(answer.back_at) - now) / 1_000));
      const atMs = visit.atMs + inMs + random() * lateByMs;
      visits.push({ ...visit, atMs, place: answer });
    } else if (answer.outcome === 'admitted') {
      const { name: user, atMs, cameAtMs, nth } = visit;
      admissions.push({ user, atMs, waitedMs: atMs - cameAtMs, nth });
      call(visit, atMs + random() * 5);
    } else throw new Error(answer.outcome);
  }
}

/** Calls that went out, per user. */
export function progressOf(admissions: readonly Admission[], fromMs = 0): Map<string, number> {
  const progress = new Map<string, number>();
  for (const { user, atMs } of admissions) {
    if (atMs >= fromMs) progress.set(user, (progress.get(user) ?? 0) + 1);
  }
  return progress;
}

/** Reproducible (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
