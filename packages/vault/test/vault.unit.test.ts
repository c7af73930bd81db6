import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KeyDestroyed, MasterKeyMissing, SealBroken } from '../src/index.ts';
import {
  accessToken,
  newSubject,
  onlyFirst,
  onlySecond,
  secondThenFirst,
  vaultRoom,
} from './vault-room.ts';

const field = accessToken();

describe('the vault', () => {
  it('asks for a key once, however many values it seals and opens', async () => {
    const room = vaultRoom();
    const vault = room.vault();
    const subject = newSubject();
    const sealed = await Promise.all(
      Array.from({ length: 20 }, (_, n) => vault.seal(subject, accessToken(`${n}`), `${n}`)),
    );
    expect(room.asked).toEqual(['current', 'create']);
    for (const [n, value] of sealed.entries()) {
      expect(await vault.open(subject, accessToken(`${n}`), value)).toBe(`${n}`);
    }
    expect(room.asked).toHaveLength(2);

    const another = room.vault();
    await Promise.all(sealed.map((value, n) => another.open(subject, accessToken(`${n}`), value)));
    expect(room.asked).toEqual(['current', 'create', 'byId']);
  });

  it('gives each subject a key of its own', async () => {
    const room = vaultRoom();
    const vault = room.vault();
    const sealed = await Promise.all([1, 2].map(() => vault.seal(newSubject(), field, 'x')));
    expect(sealed[0]?.subarray(1, 17)).not.toEqual(sealed[1]?.subarray(1, 17));
  });

  it('opens what another process sealed, and uses its key', async () => {
    const room = vaultRoom();
    const subject = newSubject();
    const [here, there] = [room.vault(), room.vault()];
    const both = await Promise.all([here, there].map((vault) => vault.seal(subject, field, 'x')));
    expect(both[0]?.subarray(1, 17)).toEqual(both[1]?.subarray(1, 17));
    for (const sealed of both) {
      expect(await here.open(subject, field, sealed)).toBe('x');
      expect(await there.open(subject, field, sealed)).toBe('x');
    }
  });

  it('makes a key after a try that failed', async () => {
    const room = vaultRoom();
    let isAway = true;
    const vault = room.vault({
      subjectKeys: {
        ...room.keys,
        current: (subject) =>
          isAway ? Promise.reject(new Error('away')) : room.keys.current(subject),
      },
    });
    const subject = newSubject();
    await expect(vault.seal(subject, field, 'x')).rejects.toThrow('away');
    isAway = false;
    expect(await vault.open(subject, field, await vault.seal(subject, field, 'x'))).toBe('x');
  });

  it('forgets a key after its time, however often it is used', async () => {
    const room = vaultRoom();
    let nowMs = 0;
    const vault = room.vault({ nowMs: () => nowMs, cache: { ttlMs: 1_000 } });
    const subject = newSubject();
    const sealed = await vault.seal(subject, field, 'x');
    for (nowMs of [500, 999]) await vault.open(subject, field, sealed);
    expect(room.asked).toEqual(['current', 'create']);
    nowMs = 1_000;
    await vault.open(subject, field, sealed);
    expect(room.asked).toEqual(['current', 'create', 'byId']);
  });

  it('keeps the keys of the subjects used last', async () => {
    const room = vaultRoom();
    const vault = room.vault({ cache: { subjects: 2 } });
    const [a, b, c] = [newSubject(), newSubject(), newSubject()];
    const sealed = await vault.seal(a, field, 'x');
    await vault.seal(b, field, 'x');
    await vault.open(a, field, sealed);
    await vault.seal(c, field, 'x');
    room.asked.length = 0;
    await vault.open(a, field, sealed);
    await vault.seal(c, field, 'x');
    expect(room.asked).toEqual([]);
    await vault.seal(b, field, 'x');
    expect(room.asked).toEqual(['current']);
  });

  it('tells which version of the master key is missing', async () => {
    const room = vaultRoom();
    const subject = newSubject();
    const sealed = await room.vault({ masterKeys: onlyFirst }).seal(subject, field, 'x');
    const without = room.vault({ masterKeys: onlySecond });
    const error = await without.open(subject, field, sealed).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MasterKeyMissing);
    expect(error).toMatchObject({ code: 'master_key_missing', version: 1 });
    expect(String(error)).toContain('version 1 of the master key, which is not configured');
    const both = room.vault({ masterKeys: secondThenFirst });
    expect(await both.open(subject, field, sealed)).toBe('x');
  });

  it('opens no key whose row was changed in any byte, nor whose version was', async () => {
    const room = vaultRoom();
    const subject = newSubject();
    const sealed = await room.vault().seal(subject, field, 'x');
    const key = await room.keys.current(subject);
    if (key === null) throw new Error('no key was made');
    const openWith = (changed: Partial<typeof key>) =>
      room
        .vault({
          masterKeys: secondThenFirst,
          subjectKeys: { ...room.keys, byId: async () => ({ ...key, ...changed }) },
        })
        .open(subject, field, sealed);
    expect(await openWith({})).toBe('x');
    for (let place = 0; place < key.wrapped.length; place += 1) {
      const wrapped = Buffer.from(key.wrapped);
      wrapped[place] = (wrapped[place] ?? 0) ^ 1;
      await expect(openWith({ wrapped }), `byte ${place}`).rejects.toThrow(SealBroken);
    }
    await expect(openWith({ wrapped: Buffer.alloc(0) })).rejects.toThrow(SealBroken);
    await expect(openWith({ masterVersion: 2 })).rejects.toThrow(SealBroken);
    await expect(openWith({ keyId: crypto.randomUUID() })).rejects.toThrow(SealBroken);
  });

  it('shows nothing of keys and texts in errors or inspection', async () => {
    const room = vaultRoom();
    const vault = room.vault({ random: (size) => Buffer.alloc(size, 'K') });
    const subject = newSubject();
    const sealed = await vault.seal(subject, field, 'canary-token');
    const wrong = { ...field, row: 'row-canary' };
    const error = await vault.open(subject, wrong, sealed).catch((thrown: unknown) => thrown);
    expect(String(error)).toBe(
      'SealBroken: a value of identity.connections.access_token does not open here',
    );
    const shown = inspect([error, vault], { depth: 9, showHidden: true });
    for (const secret of ['canary', 'KKKK', '4b4b4b4b', '4b 4b 4b', '75, 75, 75']) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe('a destroyed key', () => {
  it('opens nothing any more, at once where it was destroyed', async () => {
    const room = vaultRoom();
    const vault = room.vault();
    const [subject, other] = [newSubject(), newSubject()];
    const sealed = await vault.seal(subject, field, 'x');
    const others = await vault.seal(other, field, 'y');
    expect(await vault.destroy(subject)).toBe(1);
    await expect(vault.open(subject, field, sealed)).rejects.toThrow(KeyDestroyed);
    expect(await vault.destroy(subject)).toBe(0);
    expect(await vault.open(other, field, others)).toBe('y');
  });

  it('opens nothing in other processes once they have forgotten it', async () => {
    const room = vaultRoom();
    let nowMs = 0;
    const [here, there] = [room.vault(), room.vault({ nowMs: () => nowMs })];
    const subject = newSubject();
    const sealed = await here.seal(subject, field, 'x');
    await there.open(subject, field, sealed);
    await here.destroy(subject);
    nowMs = 59_999;
    expect(await there.open(subject, field, sealed)).toBe('x');
    nowMs = 60_000;
    await expect(there.open(subject, field, sealed)).rejects.toThrow(KeyDestroyed);
  });

  it('is not kept by who was reading it meanwhile', async () => {
    const room = vaultRoom();
    const subject = newSubject();
    const sealed = await room.vault().seal(subject, field, 'x');
    let arrived = () => {};
    const vault = room.vault({
      subjectKeys: {
        ...room.keys,
        async byId(...asked) {
          const key = await room.keys.byId(...asked);
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
          return key;
        },
      },
    });
    const reading = vault.open(subject, field, sealed);
    await sleep(1);
    await vault.destroy(subject);
    arrived();
    expect(await reading).toBe('x');
    const again = vault.open(subject, field, sealed);
    await sleep(1);
    arrived();
    await expect(again).rejects.toThrow(KeyDestroyed);
  });

  it('is followed by a new one, which does not open what the old one sealed', async () => {
    const vault = vaultRoom().vault();
    const subject = newSubject();
    const old = await vault.seal(subject, field, 'old');
    await vault.destroy(subject);
    const sealed = await vault.seal(subject, field, 'new');
    expect(await vault.open(subject, field, sealed)).toBe('new');
    await expect(vault.open(subject, field, old)).rejects.toThrow(KeyDestroyed);
  });
});
