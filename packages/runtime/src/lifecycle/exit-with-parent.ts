export interface ExitWithParentOptions {
  /** Undefined: nothing to watch. */
  readonly parentPid: number | undefined;
  readonly shutdown: { begin(reason: string, exitCode?: number): Promise<void> };
  /** Default 1 s. */
  readonly intervalMs?: number;
}

/**
 * Ends the service when the process that started it is gone, so that a kill -9 of the starter
 * leaves no orphans. Answers a function that stops watching.
 */
export function exitWithParent({
  parentPid,
  shutdown,
  intervalMs = 1_000,
}: ExitWithParentOptions): () => void {
  if (parentPid === undefined) return () => undefined;
  // A direct child also notices when the pid was given to another process.
  const isDirectChild = process.ppid === parentPid;
  const timer = setInterval(() => {
    if (lives(parentPid) && (!isDirectChild || process.ppid === parentPid)) return;
    clearInterval(timer);
    void shutdown.begin('the parent process is gone');
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
