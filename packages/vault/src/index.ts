export { KeyDestroyed, MasterKeyMissing, SealBroken } from './errors.ts';
export type { KeyCacheOptions } from './keys/key-cache.ts';
export { type MasterKeys, parseMasterKeys } from './keys/master-keys.ts';
export type { SubjectKeys, WrappedKey } from './keys/subject-keys.ts';
export {
  type RotateOptions,
  type RotationProgress,
  type RotationResult,
  rotate,
} from './rotation/rotate.ts';
export type { Field } from './sealed/sealed-value.ts';
export { randomToken, sha256 } from './tokens/random-token.ts';
export { createVault, type Vault, type VaultOptions } from './vault.ts';
