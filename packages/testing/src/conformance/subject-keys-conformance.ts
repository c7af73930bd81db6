import { NotFound, type SubjectKey } from '@viral-scan/contracts';
import type { SubjectKeys, WrappedKey } from '@viral-scan/vault';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface SubjectKeysUnderTest {
  readonly keys: SubjectKeys;
  /** A subject the store knows. */
  somebody(): Promise<SubjectKey>;
  close(): Promise<void>;
}

/** Registers what the vault's port promises. Keys of other tests may be there. */
export function subjectKeysConformance(
  name: string,
  open: () => Promise<SubjectKeysUnderTest>,
): void {
  describe(`${name} keeps subject keys`, () => {
    let room: SubjectKeysUnderTest;
    beforeAll(async () => {
      room = await open();
    });
    afterAll(() => room.close());

    const newKey = (subject: SubjectKey, masterVersion = 1): WrappedKey => ({
      tenantId: subject.tenantId,
      subjectId: subject.subjectId,
      keyId: crypto.randomUUID(),
      wrapped: Buffer.from(crypto.randomUUID()),
      masterVersion,
    });
    const created = async (masterVersion = 1): Promise<WrappedKey> =>
      room.keys.create(newKey(await room.somebody(), masterVersion));
    const rewrapped = (key: WrappedKey, masterVersion: number): WrappedKey => ({
      ...key,
      wrapped: Buffer.from(crypto.randomUUID()),
      masterVersion,
    });

    it('gives back a key as it was created', async () => {
      const subject = await room.somebody();
      expect(await room.keys.current(subject)).toBeNull();
      const key = newKey(subject);
      expect(await room.keys.create(key)).toEqual(key);
      expect(await room.keys.current(subject)).toEqual(key);
      expect(await room.keys.byId(subject, key.keyId)).toEqual(key);
    });

    it('gives all who create a first key at once the same one', async () => {
      const subject = await room.somebody();
      const all = await Promise.all(
        Array.from({ length: 8 }, () => room.keys.create(newKey(subject))),
      );
      expect(new Set(all.map(({ keyId }) => keyId)).size).toBe(1);
      expect(await room.keys.current(subject)).toEqual(all[0]);
    });

    it('refuses a key for a subject it does not know, or of another tenant', async () => {
      const subject = await room.somebody();
      for (const stranger of [
        { ...subject, subjectId: crypto.randomUUID() },
        { ...subject, tenantId: crypto.randomUUID() },
      ]) {
        await expect(room.keys.create(newKey(stranger))).rejects.toThrow(NotFound);
      }
      expect(await room.keys.current(subject)).toBeNull();
    });

    it('shows nobody the key of another tenant or subject', async () => {
      const key = await created();
      for (const stranger of [
        await room.somebody(),
        { ...key, subjectId: crypto.randomUUID() },
        { ...key, tenantId: crypto.randomUUID() },
      ]) {
        expect(await room.keys.current(stranger)).toBeNull();
        expect(await room.keys.byId(stranger, key.keyId)).toBeNull();
        expect(await room.keys.destroy(stranger)).toBe(0);
        expect(await room.keys.rewrap({ ...rewrapped(key, 2), ...idsOf(stranger) }, 1)).toBe(false);
      }
      expect(await room.keys.current(key)).toEqual(key);
    });

    it('takes ids in any case of letters', async () => {
      const key = await created();
      const loud = {
        tenantId: key.tenantId.toUpperCase(),
        subjectId: key.subjectId.toUpperCase(),
      };
      expect(await room.keys.current(loud)).toEqual(key);
      expect(await room.keys.byId(loud, key.keyId.toUpperCase())).toEqual(key);
    });

    it('destroys the live key once, and remembers that there was one', async () => {
      const key = await created();
      expect(await room.keys.destroy(key)).toBe(1);
      expect(await room.keys.destroy(key)).toBe(0);
      expect(await room.keys.current(key)).toBeNull();
      expect(await room.keys.byId(key, key.keyId)).toBe('destroyed');
      expect(await room.keys.byId(key, crypto.randomUUID())).toBeNull();
    });

    it('takes a new key after the old one was destroyed', async () => {
      const key = await created();
      await room.keys.destroy(key);
      const second = newKey(key);
      expect(await room.keys.create(second)).toEqual(second);
      expect(await room.keys.byId(key, key.keyId)).toBe('destroyed');
    });

    it('changes a wrapping only while it is under the version that was read', async () => {
      const key = await created(1);
      const next = rewrapped(key, 2);
      expect(await room.keys.rewrap(next, 3)).toBe(false);
      expect(await room.keys.current(key)).toEqual(key);
      const both = [room.keys.rewrap(next, 1), room.keys.rewrap(next, 1)];
      expect((await Promise.all(both)).sort()).toEqual([false, true]);
      expect(await room.keys.current(key)).toEqual(next);
    });

    it('does not bring a destroyed key back', async () => {
      const key = await created(1);
      await room.keys.destroy(key);
      expect(await room.keys.rewrap(rewrapped(key, 2), 1)).toBe(false);
      expect(await room.keys.byId(key, key.keyId)).toBe('destroyed');
    });

    it('counts live keys by version, and lists those of other versions by id, in batches', async () => {
      // Versions no other test uses: what others left does not count.
      const before = await Promise.all(Array.from({ length: 5 }, () => created(71)));
      const current = await created(72);
      const gone = await created(71);
      await room.keys.destroy(gone);
      const counts = await room.keys.countByVersion();
      expect([counts.get(71), counts.get(72), counts.get(73)]).toEqual([5, 1, undefined]);

      const seen: WrappedKey[] = [];
      let batch: readonly WrappedKey[] = await room.keys.staleBatch(72, 2, null);
      while (batch.length > 0) {
        expect(batch.length).toBeLessThanOrEqual(2);
        seen.push(...batch);
        batch = await room.keys.staleBatch(72, 2, seen.at(-1)?.keyId ?? null);
      }
      const ids = seen.map(({ keyId }) => keyId);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids).not.toContain(current.keyId);
      const ours = seen.filter(({ masterVersion }) => masterVersion === 71);
      expect(ours).toEqual(before.sort((a, b) => (a.keyId < b.keyId ? -1 : 1)));
    });
  });
}

const idsOf = ({ tenantId, subjectId }: SubjectKey): SubjectKey => ({ tenantId, subjectId });
