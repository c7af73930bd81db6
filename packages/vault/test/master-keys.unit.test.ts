import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { InvalidInput } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { MasterKeyMissing, parseMasterKeys } from '../src/index.ts';

const [a, b] = [randomBytes(32), randomBytes(32)];
const [first, second] = [`1:${a.toString('base64')}`, `2:${b.toString('base64')}`];

describe('VAULT_MASTER_KEYS', () => {
  it('names the current key first', () => {
    const keys = parseMasterKeys(`${second},${first}`);
    expect(keys.currentVersion).toBe(2);
    expect(keys.get(2).export()).toEqual(b);
    expect(keys.get(1).export()).toEqual(a);
    expect(parseMasterKeys(`${first},${second}`).currentVersion).toBe(1);
  });

  it('may be written in base64url, without padding, with blanks and line ends', () => {
    const keys = parseMasterKeys(` 1:${a.toString('base64url')} ,\n${second}\n`);
    expect(keys.get(1).export()).toEqual(a);
    expect(keys.get(2).export()).toEqual(b);
  });

  it('tells which version is missing', () => {
    const keys = parseMasterKeys(second);
    expect(() => keys.get(1)).toThrow(MasterKeyMissing);
    expect(() => keys.get(1)).toThrow(/version 1 of the master key/);
  });

  const form = 'must be a version, a colon and a key of 32 bytes in base64';
  it.each([
    ['nothing', '', `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['a key without version', a.toString('base64'), `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['a comma at the end', `${first},`, `entry 2 of VAULT_MASTER_KEYS ${form}`],
    ['version 0', `0:${a.toString('base64')}`, `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['a version in words', `new:${a.toString('base64')}`, `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['31 bytes', `1:${a.subarray(1).toString('base64')}`, `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['33 bytes', `1:${a.toString('base64').slice(0, 43)}A`, `entry 1 of VAULT_MASTER_KEYS ${form}`],
    ['a key in hex', `${second},1:${a.toString('hex')}`, `entry 2 of VAULT_MASTER_KEYS ${form}`],
    [
      'a version twice',
      `${first},1:${b.toString('base64')}`,
      'entry 2 of VAULT_MASTER_KEYS repeats version 1',
    ],
    [
      'a key twice',
      `${first},2:${a.toString('base64')}`,
      'entry 2 of VAULT_MASTER_KEYS repeats the key of another version',
    ],
  ])('refuses %s, by the name of the variable, without the key', (_what, text, message) => {
    const error = refusalOf(text);
    expect(error).toMatchObject({ field: 'VAULT_MASTER_KEYS', message });
    const shown = inspect(error, { depth: 9 });
    for (const entry of text.split(',')) {
      const key = entry.slice(entry.indexOf(':') + 1);
      if (key !== '') expect(shown).not.toContain(key.slice(0, 12));
    }
  });

  it('is shown by neither inspection nor JSON', () => {
    const keys = parseMasterKeys(first);
    const shown = `${inspect([keys, keys.get(1)], { depth: 9, showHidden: true })} ${JSON.stringify(keys)}`;
    for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const) {
      expect(shown).not.toContain(a.toString(encoding).slice(0, 12));
    }
    expect(shown).not.toContain([...a.subarray(0, 4)].join(', '));
  });
});

function refusalOf(text: string): InvalidInput {
  try {
    parseMasterKeys(text);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
  }
  throw new Error('the keys were accepted');
}
