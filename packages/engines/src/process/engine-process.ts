import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunAs } from '../engine-home.ts';
import { guardAgainstOwnerDeath } from './owner-guard.ts';

export type EngineExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
};

export type EngineProcess = {
  readonly pid: number;
  /** Settles when the engine has ended, for whatever reason. Never rejects. */
  readonly exited: Promise<EngineExit>;
  hasExited(): boolean;
  /** Asks with each signal in turn, waits the given time, and kills at last. */
  stop(steps: readonly StopStep[]): Promise<void>;
  /** The power cut: SIGKILL, no clean-up. For tests of recovery. */
  kill(): Promise<void>;
  /** What the engine wrote to its log since it was started. */
  logTail(): string;
  /** Stops holding the owner's event loop open. */
  unref(): void;
};

export type StopStep = { readonly signal: NodeJS.Signals; readonly patienceMs: number };

export type EngineCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly runAs?: RunAs | undefined;
  /** Sent when the owner ends without having stopped the engine. */
  readonly lastSignal: NodeJS.Signals;
};

const maxKeptLogBytes = 10_000_000;

/**
 * Starts an engine in a process group of its own: the terminal's Ctrl-C reaches
 * only the owner, who stops the engines in order. Should the owner end first,
 * by exit or by SIGKILL, the engine is ended too.
 */
export async function startEngineProcess(command: EngineCommand): Promise<EngineProcess> {
  const logStart = keepShort(command.logFile);
  const log = openSync(command.logFile, logStart === 0 ? 'w' : 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(command.runAs && { uid: command.runAs.uid, gid: command.runAs.gid }),
    });
  } finally {
    closeSync(log);
  }
  const pid = await spawned(child, command.file);
  const guard = guardAgainstOwnerDeath(pid, command.lastSignal);

  let ended = false;
  const exited = new Promise<EngineExit>((resolve) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null) => {
      ended = true;
      guard.release();
      resolve({ code, signal });
    };
    if (child.exitCode !== null || child.signalCode !== null) {
      settle(child.exitCode, child.signalCode);
    } else child.once('exit', settle);
  });

  const endWith = async (steps: readonly StopStep[]) => {
    child.ref();
    for (const { signal, patienceMs } of steps) {
      if (ended) return;
      child.kill(signal);
      const patience = new AbortController();
      await Promise.race([
        exited,
        sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    }
    if (ended) return;
    child.kill('SIGKILL');
    await exited;
  };

  return {
    pid,
    exited,
    hasExited: () => ended,
    stop: endWith,
    kill: () => endWith([]),
    logTail: () => readFileSync(command.logFile).subarray(logStart).toString('utf8').slice(-4000),
    unref: () => child.unref(),
  };
}

function spawned(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`cannot start ${file}`, { cause })));
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

/** The size of the log to append to; 0 when it has grown enough to begin anew. */
function keepShort(logFile: string): number {
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  return bytes > maxKeptLogBytes ? 0 : bytes;
}
