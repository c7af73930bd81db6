import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { Ranking } from '@viral-scan/contracts';
import type { Analysis, AnalysisSessions, NamedDataset } from '@viral-scan/scan';
import { Piscina } from 'piscina';
import type { SessionTask, ThreadOptions, Wish } from './session-messages.ts';

export interface AnalysisThreadsOptions extends ThreadOptions {
  /** Sessions at once; further ones wait. */
  readonly threads: number;
  /** Heap of a thread; one that needs more dies, with its session. */
  readonly heapMb: number;
  /** A thread died that nobody waits for: while idle, or while it started. */
  readonly onError: (error: Error) => void;
  /** Another one in tests. */
  readonly threadModule?: URL;
}

/** A large one would fill with garbage before it is looked through. */
const youngHeapMb = 32;

/**
 * Sessions in threads, a thread each: reading, naming and analysing a dataset never happen here,
 * so that locks are renewed and health is answered meanwhile. An aborted session ends with its
 * thread; that, or a thread that dies (out of memory, say), rejects the session's calls, and the next
 * session gets a new thread.
 */
export function createAnalysisThreads(
  options: AnalysisThreadsOptions,
): AnalysisSessions & { close(): Promise<void> } {
  const { threads, heapMb, onError, threadModule, ...workerData } = options;
  const pool = new Piscina<SessionTask, string | null>({
    filename: fileURLToPath(threadModule ?? new URL('./analysis-thread.ts', import.meta.url)),
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    // Waiting for a task must not stop the thread's own event loop, which keeps its connection.
    atomics: 'disabled',
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngHeapMb },
  });
  const opening = new Set<AbortController>();
  pool.on('error', (error: Error) => {
    onError(error);
    // It may have been the one that they wait for; the pool starts no other before the next task.
    for (const session of opening) session.abort(error);
  });
  return {
    async open(request, { signal }) {
      const { port1: port, port2 } = new MessageChannel();
      const died = new AbortController();
      opening.add(died);
      const ended = pool.run(
        { request, port: port2 },
        { transferList: [port2], signal: AbortSignal.any([signal, died.signal]) },
      );
      // Whoever waits hears of it; a session that nobody asks any more is not unhandled.
      ended.catch(() => undefined).finally(() => port.close());
      let isSpent = false;
      const answer = async (wish: Wish): Promise<string> => {
        if (isSpent) throw new Error('the dataset was analysed already');
        isSpent = true;
        port.postMessage(wish);
        const text = await ended;
        if (text === null) throw new Error('the dataset was forgotten already');
        return text;
      };
      const named = once(port, 'message').then(([dataset]: NamedDataset[]) => dataset);
      const dataset = await Promise.race([named, ended.then(() => undefined)]).finally(() =>
        opening.delete(died),
      );
      if (dataset === undefined) throw new Error('the thread ended without naming the dataset');
      return {
        dataset,
        async analyze() {
          const analysis: Analysis = JSON.parse(await answer({ kind: 'analyze' }));
          return analysis;
        },
        async rank(wish) {
          const ranking: Ranking = JSON.parse(await answer({ kind: 'rank', wish }));
          return ranking;
        },
        async close() {
          const forget: Wish = { kind: 'forget' };
          port.postMessage(forget);
          await ended.catch(() => undefined);
        },
      };
    },
    close: () => pool.destroy(),
  };
}
