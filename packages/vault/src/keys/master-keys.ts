import { createSecretKey, type KeyObject } from 'node:crypto';
import { InvalidInput } from '@viral-scan/contracts';
import { MasterKeyMissing } from '../errors.ts';

const variable = 'VAULT_MASTER_KEYS';
const entryPattern = /^([1-9]\d{0,8}):([A-Za-z0-9+/_-]{43}=?)$/;

/** The keys that wrap the subjects' keys. Holds them where neither logs nor inspection see them. */
export interface MasterKeys {
  /** New keys are wrapped under this version, and a rotation brings all others to it. */
  readonly currentVersion: number;
  /** @throws MasterKeyMissing */
  get(version: number): KeyObject;
}

/**
 * Reads `2:KEY,1:KEY`, the current one first. KEY is 32 bytes in base64 (`openssl rand -base64 32`),
 * versions are whole numbers from 1.
 *
 * @throws InvalidInput whose field is `VAULT_MASTER_KEYS`; it tells entries by their place alone.
 */
export function parseMasterKeys(text: string): MasterKeys {
  const keys = new Map<number, KeyObject>();
  for (const [index, entry] of text.split(',').entries()) {
    const refuse = (problem: string): never => {
      throw new InvalidInput(variable, `entry ${index + 1} of ${variable} ${problem}`);
    };
    const [, version, key] = entryPattern.exec(entry.trim()) ?? [];
    if (version === undefined || key === undefined) {
      return refuse('must be a version, a colon and a key of 32 bytes in base64');
    }
    const secret = createSecretKey(Buffer.from(key, 'base64'));
    if (keys.has(Number(version))) refuse(`repeats version ${version}`);
    if ([...keys.values()].some((known) => known.equals(secret))) {
      refuse('repeats the key of another version');
    }
    keys.set(Number(version), secret);
  }
  const [currentVersion = 0] = keys.keys();
  return {
    currentVersion,
    get(version) {
      const key = keys.get(version);
      if (key === undefined) throw new MasterKeyMissing(version);
      return key;
    },
  };
}
