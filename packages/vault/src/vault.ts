import { randomBytes } from 'node:crypto';
import type { SubjectKey } from '@viral-scan/contracts';
import { KeyCache, type KeyCacheOptions } from './keys/key-cache.ts';
import { KeyRing } from './keys/key-ring.ts';
import type { MasterKeys } from './keys/master-keys.ts';
import type { SubjectKeys } from './keys/subject-keys.ts';
import type { RandomBytes } from './sealed/aes-gcm.ts';
import { broken, type Field, keyIdOf, openValue, sealValue } from './sealed/sealed-value.ts';

/**
 * Seals what must not lie in the clear: AES-256-GCM under a key of the subject's own, bound to the
 * place where it is stored. What fails between (the database, a missing master key) is passed on.
 */
export interface Vault {
  /**
   * Makes the subject's key if it has none. With a key that another process destroyed less than
   * `cache.ttlMs` ago it seals what nobody can open any more.
   *
   * @throws InvalidInput for a text that is not well-formed, NotFound for an unknown subject.
   */
  seal(subject: SubjectKey, field: Field, plaintext: string): Promise<Buffer>;
  /**
   * @throws SealBroken when the value was not sealed for this field of this subject, as it stands.
   * @throws KeyDestroyed at once where `destroy` was called, elsewhere after `cache.ttlMs` at most.
   */
  open(subject: SubjectKey, field: Field, sealed: Uint8Array): Promise<string>;
  /** Destroys the subject's key, and with it all that it sealed; answers how many there were. */
  destroy(subject: SubjectKey): Promise<number>;
}

export interface VaultOptions {
  readonly masterKeys: MasterKeys;
  readonly subjectKeys: SubjectKeys;
  readonly cache?: KeyCacheOptions;
  /** Monotonic. Default: the process's own. */
  readonly nowMs?: () => number;
  /** For tests of the format. Default: node's. */
  readonly random?: RandomBytes;
}

export function createVault(options: VaultOptions): Vault {
  const { masterKeys, subjectKeys, nowMs = () => performance.now() } = options;
  const { random = randomBytes } = options;
  const cache = new KeyCache(options.cache ?? {}, nowMs);
  const keys = new KeyRing({ masterKeys, subjectKeys, cache, nowMs, random });
  return {
    async seal(subject, field, plaintext) {
      return sealValue(await keys.forSealing(subject), subject, field, plaintext, random);
    },

    async open(subject, field, sealed) {
      const key = await keys.forOpening(subject, keyIdOf(field, sealed));
      if (key === null) throw broken(field);
      return openValue(key, subject, field, sealed);
    },

    destroy: (subject) => keys.destroy(subject),
  };
}
