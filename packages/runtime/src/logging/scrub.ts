/** Longest text we log, in UTF-16 units. */
const maxTextLength = 2_000;

/** `scheme://user:password@` up to the host; the user part ends at the last @ before a slash. */
const userInUrl = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/gi;
/** A query string: in a URL everything behind "?", elsewhere what has the form ?a=b. */
const queryInUrl = /([a-z][a-z0-9+.-]{0,20}:\/\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi;
const queryAlone = /\?[^\s"'<>?=]+=[^\s"'<>]*/g;
const bearer = /\b(bearer) +[\w.~+/=-]+/gi;

/** Text without credentials and query strings, cut to a bounded length. Linear in the length. */
export function scrub(text: string): string {
  const bounded =
    text.length > maxTextLength
      ? `${text.slice(0, maxTextLength)}… (${text.length} characters)`
      : text;
  return bounded
    .replace(userInUrl, '$1[redacted]@')
    .replace(queryInUrl, '$1?[redacted]')
    .replace(queryAlone, '?[redacted]')
    .replace(bearer, '$1 [redacted]');
}
