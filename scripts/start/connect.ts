import { type Api, inWords, type ProblemBody } from './api.ts';
import type { ConnectableAccount } from './sandbox.ts';
import { ScanFailed } from './scan-run.ts';

/**
 * Goes through the platform's consent as a browser would; the sandbox consents by itself.
 * @throws ScanFailed with what the API or the sandbox answered
 */
export async function connectAccount(
  api: Api,
  { platform, id }: ConnectableAccount,
): Promise<string> {
  const begun = await api.get<{ authorization_url: string } & ProblemBody>(`/connect/${platform}`);
  if (begun.status !== 200) throw new ScanFailed(inWords(begun.status, begun.body));
  const consent = new URL(begun.body.authorization_url);
  // Who is logged in at the platform, and says yes: hints that only the sandbox knows.
  consent.searchParams.set('sandbox_account', id);
  consent.searchParams.set('sandbox_consent', 'auto');
  const answer = await fetch(consent, { redirect: 'manual' });
  const callback = answer.headers.get('location');
  if (callback === null) {
    throw new ScanFailed(`${platform}: the sandbox answered ${answer.status} instead of a consent`);
  }
  const finished = await fetch(callback);
  if (!finished.ok) {
    throw new ScanFailed(`${platform}: connecting ended with ${finished.status}`);
  }
  return `${platform}:${id}`;
}
