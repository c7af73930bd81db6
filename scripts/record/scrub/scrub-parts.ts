import { isRawNumber, parseExact } from '../../replay/exact-json.ts';
import { mask } from './mask.ts';
import type { ScrubText } from './scrub-text.ts';
import { isSecret, type NamePlace } from './secret-names.ts';

/** How the parts of an exchange are scrubbed; `onSecret` is told what was found under a name. */
export interface PartScrubber {
  readonly text: ScrubText;
  readonly onSecret: (secret: string) => void;
}

function hide({ onSecret }: PartScrubber, secret: string): string {
  onSecret(secret);
  return mask(secret);
}

export function scrubHeaders(
  scrubber: PartScrubber,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, scrubHeader(scrubber, name, value)]),
  );
}

function scrubHeader(scrubber: PartScrubber, name: string, value: string): string {
  if (!isSecret(name, value, 'header')) return scrubber.text(value);
  // The scheme of a credential is its shape.
  const [, scheme = '', credential = value] = /^([A-Za-z]{1,20} +)(\S.*)$/.exec(value) ?? [];
  return `${scheme}${hide(scrubber, credential)}`;
}

/** Without user and password; the parameters keep their order and, where harmless, their writing. */
export function scrubUrl(scrubber: PartScrubber, address: string): string {
  const url = new URL(address);
  const parameters = scrubParameters(scrubber, url.search.slice(1));
  const path = scrubber.text(url.pathname);
  const search = parameters === '' ? '' : `?${parameters}`;
  return `${url.protocol}//${url.host}${path}${search}${scrubber.text(url.hash)}`;
}

/** Of a query or a form: `name=value&…`. */
export function scrubParameters(scrubber: PartScrubber, encoded: string): string {
  return encoded
    .split('&')
    .map((pair) => {
      const [[name, value] = ['', '']] = [...new URLSearchParams(pair)];
      if (isSecret(name, value, 'parameter')) return write(name, hide(scrubber, value));
      const scrubbed = scrubString(scrubber, value, 'request');
      return scrubbed === value ? scrubber.text(pair) : write(scrubber.text(name), scrubbed);
    })
    .join('&');
}

const write = (name: string, value: string): string =>
  `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`;

/** A JSON value of `parseExact`. */
export function scrubJson(scrubber: PartScrubber, value: unknown, place: NamePlace): unknown {
  if (typeof value === 'string') return scrubString(scrubber, value, place);
  if (Array.isArray(value)) return value.map((item) => scrubJson(scrubber, item, place));
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      scrubber.text(name),
      isSecret(name, member, place)
        ? hideAll(scrubber, member)
        : scrubJson(scrubber, member, place),
    ]),
  );
}

/** All below a secret name; what is absent stays absent. */
function hideAll(scrubber: PartScrubber, value: unknown): unknown {
  if (typeof value === 'string') return hide(scrubber, value);
  if (typeof value === 'number') return mask('');
  if (Array.isArray(value)) return value.map((item) => hideAll(scrubber, item));
  if (isMembers(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        scrubber.text(name),
        hideAll(scrubber, member),
      ]),
    );
  }
  return typeof value === 'object' && value !== null ? mask('') : value;
}

/** Texts may be JSON again, and that may hold anything. */
function scrubString(scrubber: PartScrubber, text: string, place: NamePlace): string {
  const inner = /^\s*[{[]/.test(text) ? parsedOrNull(text) : null;
  if (inner === null) return scrubber.text(text);
  const before = JSON.stringify(inner);
  const scrubbed = JSON.stringify(scrubJson(scrubber, inner, place));
  return scrubbed === before ? text : scrubbed;
}

/** Null for what is no JSON object or list, or none that can be walked. */
export function parsedOrNull(text: string): object | null {
  try {
    const parsed = parseExact(text);
    return typeof parsed === 'object' && !isRawNumber(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isRawNumber(value);
