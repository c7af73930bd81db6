import { spawn } from 'node:child_process';

/**
 * Ends an engine whose owner is gone. Two nets: the 'exit' event for an owner
 * that ends by itself, and a shell that waits on a pipe for one that is killed.
 * The pipe closes with the owner, however it dies; `release` says "done" first.
 */
export type OwnerGuard = { release(): void };

const guarded = new Map<number, NodeJS.Signals>();
let isListening = false;

export function guardAgainstOwnerDeath(pid: number, signal: NodeJS.Signals): OwnerGuard {
  const name = signal.replace(/^SIG/, '');
  const script = `read -r word; [ "$word" = done ] || kill -${name} ${pid}`;
  const watcher = spawn('/bin/sh', ['-c', script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: {},
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  // A pipe to a child holds the event loop as the child does.
  const pipe: object = watcher.stdin;
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();

  guarded.set(pid, signal);
  if (!isListening) {
    isListening = true;
    process.on('exit', endAll);
  }
  return {
    release: () => {
      if (!guarded.delete(pid)) return;
      watcher.stdin.end('done\n');
    },
  };
}

function endAll(): void {
  for (const [pid, signal] of guarded) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
