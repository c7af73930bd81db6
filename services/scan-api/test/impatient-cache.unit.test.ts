import { report } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { impatientCache } from '../src/impatient-cache.ts';

it('a cache that does not answer fails after its patience; one that does is passed on', async () => {
  const put = async () => undefined;
  const silent = impatientCache({ get: () => new Promise(() => undefined), put }, 20);
  await expect(silent.get('user')).rejects.toThrow('within 20 ms');
  const kept = report();
  const quick = impatientCache({ get: async () => kept, put }, 20);
  await expect(quick.get('user')).resolves.toBe(kept);
});
