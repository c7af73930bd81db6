import type { FastifyRequest } from 'fastify';
import { formOf, queryOf } from '../form.ts';
import type { GrantView } from '../grants/grant-store.ts';
import type { TokenLife } from '../grants/token.ts';

/** One call of the Graph API: a node such as `me` or an id, and maybe an edge of it. */
export interface GraphCall {
  readonly method: string;
  readonly node: string;
  /** Empty: the node itself. */
  readonly edge: string;
  readonly query: URLSearchParams;
  /** World time. */
  readonly at: Date;
  readonly grant: GrantView;
  readonly life: TokenLife;
  readonly token: string;
  /** Without the query, as the caller sees it. */
  readonly address: string;
}

export interface GraphPath {
  /** Null without one. */
  readonly version: string | null;
  readonly node: string;
  readonly edge: string;
}

/** Null for a path that is none of the Graph API's. */
export function readGraphPath(path: string): GraphPath | null {
  const parts = path.split('/').filter((part) => part !== '');
  const version = /^v\d+\.\d+$/.test(parts[0] ?? '') ? (parts.shift() ?? null) : null;
  const [node, edge = '', ...rest] = parts;
  return node === undefined || rest.length > 0 ? null : { version, node, edge };
}

/** In the query, in the form of a POST, or as a bearer token; empty without any. */
export function tokenOf(request: FastifyRequest): string {
  const given = queryOf(request).get('access_token') ?? formOf(request).get('access_token');
  return given ?? /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** In force, oldest first; a call without a version gets the oldest. */
export const graphVersions = ['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0'] as const;
