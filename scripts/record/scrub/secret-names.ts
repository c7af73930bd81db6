/** Where a name stands: a word such as `code` is a secret in a form and an error's name in an answer. */
export type NamePlace = 'header' | 'parameter' | 'request' | 'response';

/** Paging, not access. */
const harmless = new Set(['pagetoken', 'nextpagetoken', 'prevpagetoken', 'tokentype']);

const secretAnywhere = new Set(
  `authorization proxyauthorization key clientkey authcode codeverifier cookie setcookie password
  passwd pwd secret signature assertion credential credentials`.split(/\s+/),
);
const secretEndings = ['token', 'tokens', 'secret', 'secrets', 'password', 'apikey', 'signature'];
const secretParameters = new Set('code state sig sign sid auth session nonce jwt'.split(' '));

/** Such as `access_denied`; authorization codes are longer, or hold digits. */
const errorName = /^[A-Za-z]+(?:[_.-][A-Za-z]+)*$/;
const longestErrorName = 64;

/** Whether what stands under a name must not be kept; `value` decides where the name leaves doubt. */
export function isSecret(name: string, value: unknown, place: NamePlace): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (harmless.has(plain)) return false;
  if (secretAnywhere.has(plain) || secretEndings.some((ending) => plain.endsWith(ending))) {
    return true;
  }
  if (place === 'parameter') return secretParameters.has(plain);
  if (plain !== 'code' || typeof value !== 'string') return false;
  return place === 'request' || value.length > longestErrorName || !errorName.test(value);
}
