import { InvalidInput } from '@viral-scan/contracts';

const maxLength = 2_000;

/**
 * The address a user is sent back to, as the URL parser writes it: what is kept is what was
 * checked. Origins are compared whole, so that neither another host, port or scheme passes nor one
 * that only begins like ours.
 *
 * @throws InvalidInput
 */
export function returnAddress(wished: string, origins: ReadonlySet<string>): string {
  const url = wished.length <= maxLength ? URL.parse(wished) : null;
  const isAllowed =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    origins.has(url.origin);
  if (!isAllowed || url === null) {
    throw new InvalidInput(
      'return_to',
      `must be an absolute address on one of the origins that this installation allows, of up to ${maxLength} characters`,
    );
  }
  return url.href;
}
