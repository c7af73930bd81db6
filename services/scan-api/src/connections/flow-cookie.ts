import { authorizationLifetimeMs } from '@viral-scan/scan';

/**
 * Binds a flow to the browser that began it. Each flow has a cookie of its own, so that several
 * windows do not disturb each other; it comes back only to the addresses below `/connect/`.
 */
export interface FlowCookie {
  set(flowId: string, nonce: string): string;
  /** Null when the browser shows none, or several. */
  read(flowId: string, header: string | undefined): string | null;
  /** Takes it back from the browser. */
  clear(flowId: string): string;
}

const nameOf = (flowId: string): string => `viral_scan_connect_${flowId}`;

export function flowCookie(publicUrl: string): FlowCookie {
  const url = URL.parse(publicUrl);
  const path = `${url?.pathname.replace(/\/+$/, '') ?? ''}/connect/`;
  // Lax: the platform sends the browser back by a link of its own site.
  const attributes = `Path=${path}; HttpOnly; SameSite=Lax${url?.protocol === 'https:' ? '; Secure' : ''}`;
  const cookie = (flowId: string, value: string, seconds: number): string =>
    `${nameOf(flowId)}=${value}; Max-Age=${seconds}; ${attributes}`;
  return {
    set: (flowId, nonce) => cookie(flowId, nonce, authorizationLifetimeMs / 1_000),
    clear: (flowId) => cookie(flowId, '', 0),
    read(flowId, header = '') {
      const start = `${nameOf(flowId)}=`;
      const values = header
        .split(';')
        .flatMap((part) => (part.trim().startsWith(start) ? part.trim().slice(start.length) : []));
      return values.length === 1 ? (values[0] ?? null) : null;
    },
  };
}
