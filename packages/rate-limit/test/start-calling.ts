import { type ChildProcess, fork } from 'node:child_process';
import type { Done, Orders } from './calling-process.ts';

export interface CallingProcess {
  readonly child: ChildProcess;
  /** It has loaded, and calls from now on. */
  readonly begun: Promise<void>;
  readonly done: Promise<Done>;
}

/** Lets a process of its own call; killed, it is never done. */
export function startCalling(orders: Orders): CallingProcess {
  const child = fork(new URL('calling-process.ts', import.meta.url), { stdio: 'inherit' });
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<Done>();
  child.on('message', (message) => {
    if (message === 'begun') begun.resolve();
    else done.resolve(message as Done);
  });
  child.once('error', done.reject);
  child.send(orders);
  return { child, begun: begun.promise, done: done.promise };
}

/** Several processes at once, each with users of its own and one they share; what each of them did. */
export function callTogether(
  processes: number,
  { usersEach, ...orders }: Omit<Orders, 'users'> & { readonly usersEach: number },
): Promise<readonly Done[]> {
  const started = Array.from({ length: processes }, (_, p) =>
    startCalling({
      ...orders,
      users: ['shared', ...Array.from({ length: usersEach }, (_, u) => `user-${p}-${u}`)],
    }),
  );
  return Promise.all(started.map(({ done }) => done));
}
