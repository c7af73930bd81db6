import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@viral-scan/engines';
import { tryLock } from './lock-file.ts';

/**
 * The port people know when it is free, else any. Claimed among the starts of this machine, which
 * would else find it free at the same moment: the health of one would answer for the other.
 */
export async function claimPort(preferred: number): Promise<number> {
  if (claim(preferred) && (await isFree(preferred))) return preferred;
  return freePort();
}

function claim(port: number): boolean {
  try {
    // Never released: the claim ends with this process.
    return tryLock(join(tmpdir(), `viral-scan-port-${port}.lock`)).taken;
  } catch {
    // Somebody else's file.
    return false;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
