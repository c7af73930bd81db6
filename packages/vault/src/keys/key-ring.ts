import { randomUUID } from 'node:crypto';
import type { SubjectKey } from '@viral-scan/contracts';
import { KeyDestroyed } from '../errors.ts';
import type { RandomBytes } from '../sealed/aes-gcm.ts';
import type { DataKey } from '../sealed/sealed-value.ts';
import { type KeyCache, nameOf } from './key-cache.ts';
import type { MasterKeys } from './master-keys.ts';
import type { SubjectKeys, WrappedKey } from './subject-keys.ts';
import { dataKeyBytes, unwrapKey, wrapKey } from './wrap-key.ts';

interface KeyRingDeps {
  readonly masterKeys: MasterKeys;
  readonly subjectKeys: SubjectKeys;
  readonly cache: KeyCache;
  readonly nowMs: () => number;
  readonly random: RandomBytes;
}

/** Finds and makes data keys. Of several who want the same one at once, one asks the store. */
export class KeyRing {
  readonly #deps: KeyRingDeps;
  readonly #underWay = new Map<string, Promise<DataKey | null>>();

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /** The live key of the subject; its first one is made here. */
  async forSealing(subject: SubjectKey): Promise<DataKey> {
    const { cache, subjectKeys } = this.#deps;
    const known = cache.get(subject);
    if (known !== null) return known;
    const key = await this.#read(subject, 'live', async () => {
      return (
        (await subjectKeys.current(subject)) ?? (await subjectKeys.create(this.#make(subject)))
      );
    });
    if (key === null) throw new Error('a key that was made is not there');
    return key;
  }

  /**
   * Null: the subject has never had this key.
   *
   * @throws KeyDestroyed
   */
  async forOpening(subject: SubjectKey, keyId: string): Promise<DataKey | null> {
    const { cache, subjectKeys } = this.#deps;
    const known = cache.get(subject);
    if (known?.keyId === keyId) return known;
    return this.#read(subject, keyId, async () => {
      const key = await subjectKeys.byId(subject, keyId);
      if (key === 'destroyed') throw new KeyDestroyed('the key of this value was destroyed');
      return key;
    });
  }

  async destroy(subject: SubjectKey): Promise<number> {
    try {
      return await this.#deps.subjectKeys.destroy(subject);
    } finally {
      this.#deps.cache.forget(subject);
    }
  }

  #make(subject: SubjectKey): WrappedKey {
    const { masterKeys, random } = this.#deps;
    const { tenantId, subjectId } = subject;
    const masterVersion = masterKeys.currentVersion;
    const place = { tenantId, subjectId, keyId: randomUUID(), masterVersion };
    const secret = random(dataKeyBytes);
    const key = wrapKey(masterKeys, place, secret, random);
    secret.fill(0);
    return key;
  }

  #read(
    subject: SubjectKey,
    which: string,
    find: () => Promise<WrappedKey | null>,
  ): Promise<DataKey | null> {
    const name = `${nameOf(subject)}/${which}`;
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) return underWay;
    const reading = this.#unwrap(subject, find).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, reading);
    return reading;
  }

  async #unwrap(
    subject: SubjectKey,
    find: () => Promise<WrappedKey | null>,
  ): Promise<DataKey | null> {
    const { cache, masterKeys, nowMs } = this.#deps;
    const readAtMs = nowMs();
    const wrapped = await find();
    if (wrapped === null) return null;
    const key = unwrapKey(masterKeys, wrapped);
    cache.set(subject, key, readAtMs);
    return key;
  }
}
