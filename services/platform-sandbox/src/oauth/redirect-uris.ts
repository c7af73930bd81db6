/**
 * Whether a client may be called back at an address. Registered addresses match to the letter;
 * on loopback `:*` stands for any port, and a last `/*` behind it for any path (RFC 8252 allows the
 * former; the latter is for people who try things).
 */
export function isRegistered(registered: readonly string[], redirectUri: string): boolean {
  return registered.some((pattern) => {
    if (!pattern.includes(':*')) return pattern === redirectUri;
    const [origin = '', path = ''] = pattern.split(':*', 2);
    if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])$/.test(origin)) return false;
    if (!redirectUri.startsWith(`${origin}:`)) return false;
    const rest = /^(\d{1,5})(.*)$/s.exec(redirectUri.slice(origin.length + 1));
    if (rest === null) return false;
    const [, , shown = ''] = rest;
    return path === '/*' ? shown === '' || shown.startsWith('/') : shown === path;
  });
}
