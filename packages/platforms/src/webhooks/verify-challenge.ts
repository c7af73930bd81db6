import { isOneOf } from './signature.ts';

/** A query as it was parsed; what came several times is a list. */
export type Query = Readonly<Record<string, unknown>>;

export type ChallengeVerdict =
  | {
      readonly outcome: 'verified';
      /** The whole body of the answer, as plain text. */
      readonly challenge: string;
    }
  | { readonly outcome: 'refused'; readonly status: 403; readonly reason: string };

/**
 * Meta's check of a callback, `GET ?hub.mode=subscribe&hub.challenge=…&hub.verify_token=…`: whether
 * whoever registers it knows a token of ours.
 */
export function verifyChallenge(query: Query, verifyTokens: readonly string[]): ChallengeVerdict {
  const refused = (reason: string): ChallengeVerdict => ({
    outcome: 'refused',
    status: 403,
    reason,
  });
  const token = query['hub.verify_token'];
  if (typeof token !== 'string' || !isOneOf(token, verifyTokens)) {
    return refused('hub.verify_token is none of ours');
  }
  if (query['hub.mode'] !== 'subscribe') return refused('hub.mode is not subscribe');
  const challenge = challengeOf(query);
  if (challenge === null) return refused('hub.challenge is no plain text');
  return { outcome: 'verified', challenge };
}

/** What is echoed: nothing that a browser or a log could take for more than a text. */
export function challengeOf(query: Query): string | null {
  const challenge = query['hub.challenge'];
  return typeof challenge === 'string' && /^[\w.~+/=-]{1,500}$/.test(challenge) ? challenge : null;
}
