import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const eventLoop = 'event-loop';

const root = fileURLToPath(new URL('../../', import.meta.url));
const test = 'services/analyzer/test/event-loop.long.test.ts';

/**
 * The longest the analyzer's event loop stood still, told by the service's own test: a service
 * may not be imported from here.
 */
export async function measureEventLoop(): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'long', test],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  const told = output.match(/\d+ posts: longest stop of the event loop.*/g) ?? [];
  if (told.length > 0) return told;
  return [`not measured: ${test} ended with ${code}`];
}
