import type { SealedField } from '../ports/connections.ts';

export const verifierField = (stateHash: string): SealedField => ({
  table: 'identity.authorizations',
  column: 'code_verifier_sealed',
  row: stateHash,
});
