import { randomBytes } from 'node:crypto';
import type { SubjectKey } from '@viral-scan/contracts';
import { inMemorySubjectKeys } from '@viral-scan/testing';
import {
  createVault,
  type Field,
  type MasterKeys,
  parseMasterKeys,
  type SubjectKeys,
  type Vault,
  type VaultOptions,
} from '../src/index.ts';

const keyText = (version: number) => `${version}:${randomBytes(32).toString('base64')}`;
const [first, second] = [keyText(1), keyText(2)];

/** Configurations of the same two keys, as a rotation goes through them. */
export const onlyFirst: MasterKeys = parseMasterKeys(first);
export const secondThenFirst: MasterKeys = parseMasterKeys(`${second},${first}`);
export const onlySecond: MasterKeys = parseMasterKeys(second);

export const newSubject = (): SubjectKey => ({
  tenantId: crypto.randomUUID(),
  subjectId: crypto.randomUUID(),
});

export const accessToken = (row: string = crypto.randomUUID()): Field => ({
  table: 'identity.connections',
  column: 'access_token',
  row,
});

export interface VaultRoom {
  readonly keys: SubjectKeys;
  readonly asked: string[];
  /** Another one over the same keys stands for another process. */
  vault(options?: Partial<VaultOptions>): Vault;
}

/** Vaults over keys in memory that note what they are asked for. */
export function vaultRoom(): VaultRoom {
  const asked: string[] = [];
  const inMemory = inMemorySubjectKeys();
  const keys: SubjectKeys = {
    ...inMemory,
    current: (subject) => note('current', inMemory.current(subject)),
    create: (key) => note('create', inMemory.create(key)),
    byId: (subject, keyId) => note('byId', inMemory.byId(subject, keyId)),
  };
  const note = <Answer>(what: string, answer: Answer): Answer => {
    asked.push(what);
    return answer;
  };
  return {
    keys,
    asked,
    vault: (options = {}) => createVault({ masterKeys: onlyFirst, subjectKeys: keys, ...options }),
  };
}
