import { principal } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { rememberPrincipals } from '../src/auth/principal-cache.ts';

const someone = principal();
const caller = { tenantId: someone.tenantId, userId: someone.userId, scopes: someone.scopes };

it('asks every ten seconds for a user, and takes the scopes from the call', async () => {
  let asked = 0;
  let now = 0;
  const { of: principalOf } = rememberPrincipals(
    {
      principalOf: async () => {
        asked += 1;
        return someone;
      },
    },
    () => now,
  );
  await Promise.all([principalOf(caller), principalOf(caller)]);
  expect(asked).toBe(1);
  expect((await principalOf({ ...caller, scopes: ['scan:read'] })).scopes).toEqual(['scan:read']);
  now = 10_000;
  await principalOf(caller);
  expect(asked).toBe(2);
});

it('does not remember a failure', async () => {
  let asked = 0;
  const { of: principalOf } = rememberPrincipals({
    principalOf: async () => {
      asked += 1;
      if (asked === 1) throw new Error('away');
      return someone;
    },
  });
  await expect(principalOf(caller)).rejects.toThrow('away');
  await expect(principalOf(caller)).resolves.toMatchObject({ subjectId: someone.subjectId });
});

it('forgets the least recently seen beyond 10,000 users', async () => {
  const asked: string[] = [];
  const { of: principalOf } = rememberPrincipals({
    principalOf: async ({ userId }) => {
      asked.push(userId);
      return someone;
    },
  });
  for (let n = 0; n < 10_000; n += 1) await principalOf({ ...caller, userId: `user-${n}` });
  await principalOf({ ...caller, userId: 'user-0' });
  await principalOf({ ...caller, userId: 'one more' });
  asked.length = 0;
  await principalOf({ ...caller, userId: 'user-0' });
  await principalOf({ ...caller, userId: 'user-1' });
  expect(asked).toEqual(['user-1']);
});

it('asks again for somebody it was told to forget', async () => {
  let asked = 0;
  const principals = rememberPrincipals({
    principalOf: async () => {
      asked += 1;
      return someone;
    },
  });
  await principals.of(caller);
  principals.forget({ ...caller, userId: 'another' });
  await principals.of(caller);
  expect(asked).toBe(1);
  principals.forget(caller);
  await principals.of(caller);
  expect(asked).toBe(2);
});
