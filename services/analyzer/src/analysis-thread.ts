import { once } from 'node:events';
import { analysisVersion, analyze, createWorkerPool, rankPosts } from '@viral-scan/analysis';
import type { AnalysisInput, ReportBody } from '@viral-scan/contracts';
import { type AnalysisSession, sessionsInPlace } from '@viral-scan/scan';
import { createPools, createStore } from '@viral-scan/store';
import { Piscina } from 'piscina';
import {
  maxAnalysisLength,
  type SessionTask,
  type ThreadOptions,
  type Wish,
} from './session-messages.ts';

/** The thread's side of `analysis-threads.ts`. */
const { databaseUrl, applicationName, coresPerAnalysis }: ThreadOptions = Piscina.workerData;

// Connects when the first dataset is read; one that breaks while idle is replaced.
const pools = createPools({ databaseUrl, applicationName, max: 1 });
const { steps } = createStore({ pool: pools.scan, identityPool: pools.identity });
const sessions = sessionsInPlace({
  steps,
  analyze: analyzeOnCores,
  rank: rankPosts,
  analysisVersion,
});
/** A session that is aborted ends with its thread. */
const { signal: never } = new AbortController();

/** The pool lives as long as one analysis: it would keep what its kernels last saw. */
function analyzeOnCores(input: AnalysisInput): ReportBody {
  const parallel = createWorkerPool(coresPerAnalysis);
  try {
    return analyze(input, { parallel });
  } finally {
    parallel.close();
  }
}

export default async function holdSession({ request, port }: SessionTask): Promise<string | null> {
  const session = await sessions.open(request, { signal: never });
  try {
    const wish = wishOf(port);
    port.postMessage(session.dataset);
    return await answerTo(await wish, session);
  } finally {
    port.close();
    await session.close();
  }
}

async function wishOf(port: SessionTask['port']): Promise<Wish> {
  const gone = once(port, 'close').then((): Wish => ({ kind: 'forget' }));
  const told = once(port, 'message').then(([wish]: Wish[]): Wish => wish ?? { kind: 'forget' });
  return Promise.race([told, gone]);
}

async function answerTo(wish: Wish, session: AnalysisSession): Promise<string | null> {
  if (wish.kind === 'forget') return null;
  const answer = wish.kind === 'rank' ? await session.rank(wish.wish) : await session.analyze();
  const text = JSON.stringify(answer);
  if (text.length <= maxAnalysisLength) return text;
  throw new RangeError(`the answer is ${text.length} characters long: a list in it has no bound`);
}
