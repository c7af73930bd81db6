import {
  type Connection,
  DomainError,
  type Grant,
  type SealedTokens,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { SealedField, Vault } from '../ports/connections.ts';

type Which = keyof SealedTokens;

const columns: Readonly<Record<Which, string>> = {
  accessToken: 'access_token_sealed',
  refreshToken: 'refresh_token_sealed',
};

/** Part of what the seals cover: changing a name here makes stored tokens unreadable. */
const fieldOf = (connectionId: string, which: Which): SealedField => ({
  table: 'identity.connections',
  column: columns[which],
  row: connectionId,
});

/** Tokens of another connection, or the other token of the same, do not open. */
export async function sealTokens(
  vault: Vault,
  subject: SubjectKey,
  connectionId: string,
  { accessToken, refreshToken }: Pick<Grant, 'accessToken' | 'refreshToken'>,
): Promise<SealedTokens> {
  return {
    accessToken: await vault.seal(subject, fieldOf(connectionId, 'accessToken'), accessToken),
    refreshToken:
      refreshToken === null
        ? null
        : await vault.seal(subject, fieldOf(connectionId, 'refreshToken'), refreshToken),
  };
}

/** Null when there is none. */
export async function openToken(
  vault: Vault,
  subject: SubjectKey,
  { connectionId, tokens }: Pick<Connection, 'connectionId' | 'tokens'>,
  which: Which,
): Promise<string | null> {
  const sealed = tokens?.[which] ?? null;
  return sealed === null ? null : vault.open(subject, fieldOf(connectionId, which), sealed);
}

/** Codes of the vault's errors that no key brought back will mend. */
const lostForGood: readonly string[] = ['seal_broken', 'key_destroyed'];

export const lostTokens = 'the stored tokens can no longer be read';

/** Nobody can open the value any more; another fault of the vault can be mended. */
export const isLostForGood = (error: unknown): boolean =>
  error instanceof DomainError && lostForGood.includes(error.code);
