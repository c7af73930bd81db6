import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './analysis/machine.ts';
import { startSystem } from './scrape/started-system.ts';
import { type Answered, type Call, type LoadOptions, steadyLoad } from './scrape/steady-load.ts';

/**
 * 1,000 requests a minute on the viral-scraper surface for a minute while collectors work: a quarter
 * take tasks on or are refused by the limit, the rest ask. The whole system of `npm start`, each account
 * may be scraped every two seconds. Beside it, in the same session: a bare node:http server under the
 * same calls, and the surface while nothing is collected. docs/performance.md says how to read it.
 */
const perMinute = 1_000;
const forMs = 60_000;
const promisedP99Ms = 100;
const yardstick = fileURLToPath(new URL('scrape/yardstick-process.ts', import.meta.url));

console.log(`${describeMachine()}\n`);
console.log('Starting the system …');
const system = await startSystem({ RATE_LIMIT_WINDOW_SECONDS: '2' });
try {
  const channels = await channelsOf(system.sandboxUrl);
  const auth = { token: system.token, perMinute, forMs };
  console.log(`\n${'1,000 requests a minute'.padEnd(44)} calls  p50 ms  p99 ms  max ms`);
  const child = fork(yardstick);
  const [port] = await once(child, 'message');
  const bare = await steadyLoad({
    ...auth,
    forMs: 15_000,
    baseUrl: `http://127.0.0.1:${port}`,
    callOf: (index) => ({ ...asking(index), expected: [200] }),
  });
  child.kill('SIGKILL');
  tell('node:http that answers 200', bare);
  const surface = { ...auth, baseUrl: system.apiUrl };
  tell('surface, nothing collected', await load({ ...surface, forMs: 15_000, callOf: asking }));
  const busy = await load({
    ...surface,
    callOf: (index) => (index % 4 === 0 ? scraping(channels, index / 4) : asking(index)),
  });
  tell('surface while collectors work', busy);
  for (const [kind, answers] of Object.entries(Object.groupBy(busy, ({ kind }) => kind))) {
    tell(`  ${kind}`, answers ?? []);
  }
  const taken = busy.filter(({ kind, status }) => kind === 'scrape' && status === 200).length;
  const p99 = quantileMs(busy, 0.99);
  console.log(
    `\n${taken} tasks were taken on. p99 ${p99.toFixed(1)} ms ${p99 < promisedP99Ms ? '<' : 'is NOT <'} ${promisedP99Ms} ms; ` +
      `${(p99 / quantileMs(bare, 0.99)).toFixed(1)} × that of the bare server.`,
  );
} finally {
  await system.stop();
}

/** Connections and code are warm before it counts. */
async function load(options: LoadOptions): Promise<readonly Answered[]> {
  await steadyLoad({ ...options, forMs: 3_000 });
  return steadyLoad(options);
}

/** Every tenth account is one that no platform knows. */
function scraping(channels: readonly string[], index: number): Call {
  const known = channels[index % channels.length] ?? '';
  const account = index % 10 === 9 ? `youtube:UCnobody${index}` : known;
  return {
    kind: 'scrape',
    method: 'POST',
    path: `/scrape/account/${encodeURIComponent(account)}`,
    expected: [200, 429],
  };
}

function asking(index: number): Call {
  const paths: Readonly<Record<string, string>> = {
    status: `/scrape/tasks/${system.scanId}/status`,
    'viral-posts': '/viral-posts?limit=20',
    'rate-limit': '/rate-limit/status/somebody',
  };
  const kinds = Object.keys(paths);
  const kind = kinds[index % kinds.length] ?? 'status';
  return { kind, method: 'GET', path: paths[kind] ?? '/', expected: [200] };
}

async function channelsOf(sandboxUrl: string): Promise<readonly string[]> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/accounts`);
  const text = await answer.text();
  return [...new Set(text.match(/youtube:UC[\w-]{22}/g) ?? text.match(/UC[\w-]{22}/g) ?? [])].map(
    (id) => (id.startsWith('youtube:') ? id : `youtube:${id}`),
  );
}

function tell(what: string, answers: readonly Answered[]): void {
  const figures = [0.5, 0.99, 1]
    .map((share) => quantileMs(answers, share).toFixed(1).padStart(7))
    .join(' ');
  console.log(`${what.padEnd(44)} ${String(answers.length).padStart(5)} ${figures}`);
}

/** The latency that this share of the calls had at the most. */
function quantileMs(answers: readonly Answered[], share: number): number {
  const sorted = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
