import type { SubjectKey } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { MasterKeyMissing, type RotationProgress, rotate } from '../src/index.ts';
import {
  accessToken,
  newSubject,
  onlyFirst,
  onlySecond,
  secondThenFirst,
  type VaultRoom,
  vaultRoom,
} from './vault-room.ts';

const field = accessToken();

describe('a rotation of the master key', () => {
  it('brings every key under the new version, after which the old one is not needed', async () => {
    const { room, values } = await filledRoom(25);
    const progress: RotationProgress[] = [];
    const result = await rotate({
      masterKeys: secondThenFirst,
      subjectKeys: room.keys,
      batchSize: 10,
      onProgress: (each) => progress.push(each),
    });
    expect(result).toEqual({ rewrapped: 25, broken: [] });
    expect(progress).toEqual([10, 20, 25].map((done) => ({ done, total: 25 })));
    expect(await room.keys.countByVersion()).toEqual(new Map([[2, 25]]));
    const vault = room.vault({ masterKeys: onlySecond });
    for (const { subject, sealed, text } of values) {
      expect(await vault.open(subject, field, sealed)).toBe(text);
    }
  });

  it('has nothing to do the second time', async () => {
    const { room } = await filledRoom(3);
    const options = { masterKeys: secondThenFirst, subjectKeys: room.keys };
    await rotate(options);
    expect(await rotate(options)).toEqual({ rewrapped: 0, broken: [] });
  });

  it('goes back to an older version that was put first again', async () => {
    const { room } = await filledRoom(3);
    await rotate({ masterKeys: secondThenFirst, subjectKeys: room.keys });
    const back = { currentVersion: 1, get: secondThenFirst.get };
    await rotate({ masterKeys: back, subjectKeys: room.keys });
    expect(await room.keys.countByVersion()).toEqual(new Map([[1, 3]]));
  });

  it('is read through all the while by those who know both versions', async () => {
    const { room, values } = await filledRoom(40);
    const readers = [secondThenFirst, { currentVersion: 1, get: secondThenFirst.get }].map(
      (masterKeys) => room.vault({ masterKeys, cache: { ttlMs: 0 } }),
    );
    let [isRotating, reads] = [true, 0];
    const reading = readers.map(async (vault) => {
      while (isRotating) {
        const value = values[reads % values.length];
        if (value === undefined) throw new Error('no value to read');
        expect(await vault.open(value.subject, field, value.sealed)).toBe(value.text);
        reads += 1;
        await new Promise(setImmediate);
      }
    });
    await rotate({
      masterKeys: secondThenFirst,
      subjectKeys: {
        ...room.keys,
        async rewrap(...change) {
          await new Promise(setImmediate);
          return room.keys.rewrap(...change);
        },
      },
      batchSize: 1,
    });
    isRotating = false;
    await Promise.all(reading);
    expect(reads).toBeGreaterThan(40);
  });

  it('goes on where it was stopped', async () => {
    const { room } = await filledRoom(10);
    const stop = new AbortController();
    const options = { masterKeys: secondThenFirst, subjectKeys: room.keys, batchSize: 2 };
    await expect(
      rotate({
        ...options,
        signal: stop.signal,
        onProgress: ({ done }) => done === 4 && stop.abort(new Error('stopped')),
      }),
    ).rejects.toThrow('stopped');
    expect(await room.keys.countByVersion()).toEqual(
      new Map([
        [1, 6],
        [2, 4],
      ]),
    );
    expect(await rotate(options)).toEqual({ rewrapped: 6, broken: [] });
  });

  it('changes nothing when a version in use is not configured, and names it', async () => {
    const { room } = await filledRoom(3);
    await room.keys.create({
      ...newSubject(),
      // Comes last: the others could have been changed before.
      keyId: 'ffffffff-ffff-4fff-bfff-ffffffffffff',
      wrapped: Buffer.alloc(61),
      masterVersion: 7,
    });
    const rotating = rotate({
      masterKeys: secondThenFirst,
      subjectKeys: room.keys,
      batchSize: 1,
    });
    await expect(rotating).rejects.toThrow(MasterKeyMissing);
    await expect(rotating).rejects.toThrow('version 7 of the master key, which is not configured');
    expect(await room.keys.countByVersion()).toEqual(
      new Map([
        [1, 3],
        [7, 1],
      ]),
    );
  });

  it('leaves a key that does not open, names it, and goes on with the others', async () => {
    const { room, values } = await filledRoom(5);
    const subject = values[2]?.subject ?? newSubject();
    const key = await room.keys.current(subject);
    if (key === null) throw new Error('no key was made');
    await room.keys.rewrap({ ...key, wrapped: Buffer.alloc(61, 1) }, 1);
    const options = { masterKeys: secondThenFirst, subjectKeys: room.keys, batchSize: 1 };
    expect(await rotate(options)).toEqual({ rewrapped: 4, broken: [key.keyId] });
    expect(await rotate(options)).toEqual({ rewrapped: 0, broken: [key.keyId] });
  });

  it('does not bring back a key that is destroyed meanwhile', async () => {
    const { room, values } = await filledRoom(5);
    const subject = values[2]?.subject ?? newSubject();
    const result = await rotate({
      masterKeys: secondThenFirst,
      subjectKeys: {
        ...room.keys,
        async staleBatch(...asked) {
          const batch = await room.keys.staleBatch(...asked);
          await room.keys.destroy(subject);
          return batch;
        },
      },
    });
    expect(result).toEqual({ rewrapped: 4, broken: [] });
    expect(await room.keys.current(subject)).toBeNull();
  });

  it('shares the work with another one, each key once', async () => {
    const { room } = await filledRoom(30);
    const options = { masterKeys: secondThenFirst, subjectKeys: room.keys, batchSize: 3 };
    const both = await Promise.all([rotate(options), rotate(options)]);
    expect(both.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(30);
  });
});

interface Value {
  readonly subject: SubjectKey;
  readonly sealed: Buffer;
  readonly text: string;
}

/** So many subjects, each with a value, all under version 1. */
async function filledRoom(subjects: number): Promise<{ room: VaultRoom; values: Value[] }> {
  const room = vaultRoom();
  const vault = room.vault({ masterKeys: onlyFirst });
  const values = await Promise.all(
    Array.from({ length: subjects }, async () => {
      const [subject, text] = [newSubject(), crypto.randomUUID()];
      return { subject, sealed: await vault.seal(subject, field, text), text };
    }),
  );
  return { room, values };
}
