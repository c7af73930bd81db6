import type { Budget } from '../src/index.ts';
import { paceRoom } from './pace-room.ts';

/** What a process is to do, as its message. */
export interface Orders {
  readonly url: string;
  readonly prefix: string;
  readonly budgets: readonly Budget[];
  /** Each has `atOnce` calls going or waiting, until `forMs` have passed. */
  readonly users: readonly string[];
  readonly atOnce: number;
  readonly forMs: number;
  readonly patienceMs: number;
}

/** What it answers: when its calls went out, in microseconds, by user; and errors, by name. */
export interface Done {
  readonly out: readonly (readonly [user: string, micros: number])[];
  readonly errors: readonly string[];
}

process.once('message', (orders: Orders) => {
  process.send?.('begun');
  void work(orders).then((done) => process.send?.(done, () => process.disconnect()));
});

async function work({ users, atOnce, forMs, ...options }: Orders): Promise<Done> {
  const room = paceRoom(options);
  const end = AbortSignal.timeout(forMs);
  const errors: string[] = [];
  const calling = users.flatMap((onBehalfOf) =>
    Array.from({ length: atOnce }, async () => {
      while (!end.aborted) {
        try {
          await room.take({ onBehalfOf }, end);
        } catch (error) {
          if (!end.aborted) errors.push(error instanceof Error ? error.name : 'unknown');
        }
      }
    }),
  );
  await Promise.all(calling);
  room.close();
  return {
    out: room.turns.map((turn) => [turn.onBehalfOf, turn.admittedAtMicros] as const),
    errors,
  };
}
