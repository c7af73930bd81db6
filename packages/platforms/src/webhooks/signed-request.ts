import { idOf, memberAt, momentOf, readJson } from './document.ts';
import { isSignedByOne } from './signature.ts';

export type SignedRequest =
  | { readonly outcome: 'accepted'; readonly userId: string; readonly issuedAt: Date }
  | { readonly outcome: 'refused'; readonly reason: string };

const windowMs = 86_400_000;
const maxLength = 10_000;

/**
 * The `signed_request` of Meta's callbacks for a removed app and for the deletion of data:
 * base64url(HMAC-SHA256 of the second part) `.` base64url(JSON). Never throws.
 *
 * @param secrets app secrets, all that are in force
 * @param now real time; a request of another day is not taken
 */
export function readSignedRequest(
  text: unknown,
  secrets: readonly string[],
  now: Date,
): SignedRequest {
  const refused = (reason: string): SignedRequest => ({ outcome: 'refused', reason });
  if (typeof text !== 'string' || text.length > maxLength) return refused('is no text of its size');
  const [, signature, payload] = /^([\w-]{43}=?)\.([\w-]+={0,2})$/.exec(text) ?? [];
  if (signature === undefined || payload === undefined) {
    return refused('is not of the form signature.payload');
  }
  const given = Buffer.from(signature, 'base64url').toString('hex');
  if (!isSignedByOne(given, { algorithm: 'sha256', secrets, parts: [payload] })) {
    return refused('does not match its signature');
  }
  const request = readJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (memberAt(request, 'algorithm') !== 'HMAC-SHA256') {
    return refused('names another algorithm than HMAC-SHA256');
  }
  const issuedAt = momentOf(memberAt(request, 'issued_at'));
  if (issuedAt === null || Math.abs(now.getTime() - issuedAt.getTime()) > windowMs) {
    return refused('was not issued within a day from now');
  }
  const userId = idOf(memberAt(request, 'user_id'));
  if (userId === null) return refused('names no user');
  return { outcome: 'accepted', userId, issuedAt };
}
