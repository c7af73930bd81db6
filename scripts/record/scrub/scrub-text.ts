import { mask } from './mask.ts';
import { isSecret } from './secret-names.ts';

export type ScrubText = (text: string) => string;

const anyone = 'redacted@example.com';
const userInUrl = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>@]{1,200}@/gi;
const email = /[A-Za-z0-9._%+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}/g;
const bearer = /\b(bearer\s+)([\w.~+/=-]{16,})/gi;
/** Names and values as in a query, also inside another address, where "=" is "%3D". */
const parameter = /([A-Za-z][\w.-]{0,60})(=|%3D)([^&\s"'<>\\;]+)/gi;
/** Members of JSON in a text that is no JSON, or not all of it; then the same inside a JSON string. */
const member = /("([\w-]{1,60})"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)*)/g;
const quotedMember = /(\\"([\w-]{1,60})\\"\s{0,9}:\s{0,9}\\")((?:[^"\\]|\\[^"])*)/g;

/** What the platforms' own tokens, keys and codes look like. */
const tokenShapes = [
  /\bya29\.[\w-]{10,}/g,
  /\b1\/\/[\w-]{20,}/g,
  /\b4\/0[\w-]{20,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bGOCSPX-[\w-]{10,}/g,
  /\b(?:act|rft|clt)\.[\w!*.-]{16,}/g,
  /\b(?:EAA|IGQ|THQ|THAA|IGAA)[A-Za-z0-9]{24,}/g,
  /\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g,
];

/** Shorter ones would be found in innocent words. */
const shortestKnown = 6;

/**
 * A text without secrets: those known, in all ways they may be written, those under a telling name,
 * those of a platform's form; and without e-mail addresses.
 */
export function textScrubber(known: Iterable<string>): ScrubText {
  const written = [...known].filter(({ length }) => length >= shortestKnown).flatMap(waysToWrite);
  const longestFirst = [...new Set(written)].toSorted((a, b) => b.length - a.length);
  return (text) => {
    let scrubbed = text;
    for (const secret of longestFirst) scrubbed = scrubbed.replaceAll(secret, () => mask(secret));
    for (const shape of tokenShapes) scrubbed = scrubbed.replace(shape, mask);
    return scrubbed
      .replace(userInUrl, '$1')
      .replace(bearer, (_all, scheme: string, token: string) => `${scheme}${mask(token)}`)
      .replace(parameter, (all, name: string, sign: string, value: string) =>
        isSecret(name, value, 'parameter') ? `${name}${sign}${mask(value)}` : all,
      )
      .replace(member, maskMember)
      .replace(quotedMember, maskMember)
      .replace(email, anyone);
  };
}

const maskMember = (all: string, before: string, name: string, value: string): string =>
  isSecret(name, value, 'response') ? `${before}${mask(value)}` : all;

function waysToWrite(secret: string): string[] {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const bytes = Buffer.from(secret);
  return [
    secret,
    inUrl,
    inUrl.replaceAll(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    inUrl.replaceAll('%20', '+'),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}
