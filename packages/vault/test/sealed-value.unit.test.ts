import type { SubjectKey } from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, SealBroken } from '../src/index.ts';
import { accessToken, newSubject, vaultRoom } from './vault-room.ts';

const secret = 'ya29.canary-access-token';

describe('a sealed value', () => {
  it('is format, key id, nonce, tag and ciphertext', async () => {
    const room = vaultRoom();
    const vault = room.vault({ random: (size) => Buffer.alloc(size, 7) });
    const subject = newSubject();
    const sealed = await vault.seal(subject, accessToken(), secret);
    const key = await room.keys.current(subject);
    expect(sealed[0]).toBe(1);
    expect(sealed.subarray(1, 17).toString('hex')).toBe(key?.keyId.replaceAll('-', ''));
    expect(sealed.subarray(17, 29)).toEqual(Buffer.alloc(12, 7));
    expect(sealed.length).toBe(1 + 16 + 12 + 16 + secret.length);
  });

  it('is what another implementation of AES-GCM reads, bound to its place by lengths', async () => {
    const room = vaultRoom();
    const subject = newSubject();
    const sealed = await room
      .vault({ random: (size) => Buffer.alloc(size, 7) })
      .seal(subject, accessToken('row-1'), secret);
    const uuid = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
    const additionalData = Buffer.concat(
      [
        Buffer.from('viral-scan field'),
        Buffer.of(1),
        sealed.subarray(1, 17),
        uuid(subject.tenantId),
        uuid(subject.subjectId),
        Buffer.from('identity.connections'),
        Buffer.from('access_token'),
        Buffer.from('row-1'),
      ].flatMap((part) => [Buffer.of(0, 0, 0, part.length), part]),
    );
    const raw = Buffer.alloc(32, 7);
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.subarray(17, 29), additionalData, tagLength: 128 },
      key,
      Buffer.concat([sealed.subarray(45), sealed.subarray(29, 45)]),
    );
    expect(Buffer.from(plain).toString()).toBe(secret);
  });

  it('opens for any text, also empty, long and of any script', async () => {
    const vault = vaultRoom().vault();
    const subject = newSubject();
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(text, fc.string(), async (plaintext, row) => {
        const sealed = await vault.seal(subject, accessToken(row), plaintext);
        expect(await vault.open(subject, accessToken(row), sealed)).toBe(plaintext);
      }),
    );
    const long = 'x'.repeat(1_000_000);
    expect(
      await vault.open(
        subject,
        accessToken('r'),
        await vault.seal(subject, accessToken('r'), long),
      ),
    ).toBe(long);
  });

  it('refuses a text that UTF-8 would not give back', async () => {
    const vault = vaultRoom().vault();
    await expect(vault.seal(newSubject(), accessToken(), 'half \ud800')).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'access_token',
    });
  });

  it('does not open when any byte was changed', async () => {
    const vault = vaultRoom().vault();
    const [subject, field] = [newSubject(), accessToken()];
    const sealed = await vault.seal(subject, field, secret);
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
      await expect(vault.open(subject, field, changed), `byte ${place}`).rejects.toThrow(
        SealBroken,
      );
    }
    expect(await vault.open(subject, field, sealed)).toBe(secret);
  });

  it('does not open when it was cut or lengthened anywhere', async () => {
    const vault = vaultRoom().vault();
    const [subject, field] = [newSubject(), accessToken()];
    const sealed = await vault.seal(subject, field, secret);
    for (let length = 0; length < sealed.length; length += 1) {
      await expect(vault.open(subject, field, sealed.subarray(0, length))).rejects.toThrow(
        SealBroken,
      );
    }
    for (const longer of [
      Buffer.concat([sealed, Buffer.of(0)]),
      // Four bytes less of the tag, as if shorter tags were taken.
      Buffer.concat([sealed.subarray(0, 29), sealed.subarray(33)]),
    ]) {
      await expect(vault.open(subject, field, longer)).rejects.toThrow(SealBroken);
    }
  });

  it('never opens junk', async () => {
    const vault = vaultRoom().vault();
    const [subject, field] = [newSubject(), accessToken()];
    await vault.seal(subject, field, secret);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), async (junk) => {
        await expect(vault.open(subject, field, junk)).rejects.toThrow(SealBroken);
      }),
    );
  });
});

describe('a sealed value opens nowhere else', () => {
  const owner = newSubject();
  const here = accessToken('row-1');
  const sameTenant = { ...newSubject(), tenantId: owner.tenantId };
  const places: readonly [string, SubjectKey, Field][] = [
    ['in another row', owner, { ...here, row: 'row-2' }],
    ['in another column', owner, { ...here, column: 'refresh_token' }],
    ['in another table', owner, { ...here, table: 'scan.raw_payloads' }],
    [
      'with table and column divided elsewhere',
      owner,
      {
        ...here,
        table: 'identity.connectionsa',
        column: 'ccess_token',
      },
    ],
    ['of another subject', sameTenant, here],
    ['of another tenant', { ...owner, tenantId: crypto.randomUUID() }, here],
  ];

  it.each(places)('%s', async (_where, subject, field) => {
    const vault = vaultRoom().vault();
    const sealed = await vault.seal(owner, here, secret);
    // Theirs is sealed, too: the values are swapped, and each has a key of its own.
    const other = await vault.seal(subject, field, 'another secret');
    await expect(vault.open(subject, field, sealed)).rejects.toThrow(SealBroken);
    await expect(vault.open(owner, here, other)).rejects.toThrow(SealBroken);
    expect(await vault.open(subject, field, other)).toBe('another secret');
    expect(await vault.open(owner, here, sealed)).toBe(secret);
  });

  it('though the key were the same', async () => {
    const room = vaultRoom();
    // One key row that answers for everybody, as if someone had copied it.
    const sealed = await room.vault().seal(owner, here, secret);
    const copied = await room.keys.current(owner);
    if (copied === null) throw new Error('no key was made');
    const stranger = newSubject();
    const asOwner = room.vault({ subjectKeys: { ...room.keys, byId: async () => copied } });
    await expect(asOwner.open(stranger, here, sealed)).rejects.toThrow(SealBroken);
    const asStranger = room.vault({
      subjectKeys: { ...room.keys, byId: async () => ({ ...copied, ...stranger }) },
    });
    await expect(asStranger.open(stranger, here, sealed)).rejects.toThrow(
      /^data key \S+ does not open with version 1 of the master key$/,
    );
  });

  it('but does where ids are written in capitals', async () => {
    const room = vaultRoom();
    const vault = room.vault();
    const sealed = await vault.seal(owner, here, secret);
    const loud = {
      tenantId: owner.tenantId.toUpperCase(),
      subjectId: owner.subjectId.toUpperCase(),
    };
    expect(await vault.open(loud, here, sealed)).toBe(secret);
    expect(room.asked).toEqual(['current', 'create']);
    expect(await room.vault().open(loud, here, sealed)).toBe(secret);
  });
});
