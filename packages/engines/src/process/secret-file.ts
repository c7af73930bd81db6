import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import type { RunAs } from '../engine-home.ts';

/**
 * A password kept in a file of mode 0600, so that the next start can use the
 * data this one leaves. `wanted` replaces what is there; without it, the kept
 * one is used, or a random one is made.
 */
export function keepPassword(file: string, wanted?: string, owner?: RunAs): string {
  const kept = readOrUndefined(file);
  if (kept !== undefined && (wanted === undefined || wanted === kept)) return kept;
  const password = wanted ?? randomBytes(24).toString('base64url');
  writeFileSync(file, password, { mode: 0o600 });
  if (owner) chownSync(file, owner.uid, owner.gid);
  return password;
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
