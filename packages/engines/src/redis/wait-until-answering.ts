import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineProcess } from '../process/engine-process.ts';

const patienceMs = 60_000;
const pauseMs = 25;

/** A Redis that still loads its data answers -LOADING, and is asked again. */
export async function waitUntilAnswering(
  engine: EngineProcess,
  port: number,
  password: string,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (engine.hasExited()) throw failure('Redis ended while starting', engine);
    if ((await ask(port, password)).includes('+PONG') && !engine.hasExited()) return;
    if (performance.now() > deadline) {
      throw failure(`Redis does not answer after ${patienceMs / 1000} s`, engine);
    }
    await sleep(pauseMs);
  }
}

function ask(port: number, password: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\nQUIT\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

function failure(what: string, engine: EngineProcess): Error {
  return new Error(`${what}. The end of its log:\n${engine.logTail()}`);
}
