import type { GrantView } from '../../grants/grant-store.ts';
import { AccountsError, badParameter } from './accounts-error.ts';

/** `business_id` must be the account of the token. */
export function requireBusinessId(query: URLSearchParams, grant: GrantView): string {
  const id = query.get('business_id') ?? '';
  if (id === '') throw badParameter('business_id', 'is required');
  if (id !== grant.accountId) throw new AccountsError(40001);
  return id;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter(name, 'must be JSON in a string');
  }
}

/** A JSON array as a string, such as `["item_id","likes"]`. */
export function readFields(
  query: URLSearchParams,
  known: (field: string) => boolean,
  usual: readonly string[],
): readonly string[] {
  const text = query.get('fields');
  if (text === null) return usual;
  const fields = parseJson('fields', text);
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === 'string')) {
    throw badParameter('fields', 'must be a list of names');
  }
  const unknown = fields.find((field) => !known(field));
  if (unknown !== undefined) {
    throw badParameter('fields', `unknown field ${String(unknown).slice(0, 60)}`);
  }
  return [...new Set<string>(fields)];
}

export function readWhole(
  query: URLSearchParams,
  name: string,
  range: { readonly from: number; readonly to: number },
  usual: number,
): number {
  const text = query.get(name);
  if (text === null || text === '') return usual;
  const value = Number(text);
  if (!/^\d{1,16}$/.test(text) || value < range.from || value > range.to) {
    throw badParameter(name, `must be a whole number from ${range.from} to ${range.to}`);
  }
  return value;
}

export interface VideoFilters {
  /** Null: all. */
  readonly ids: readonly string[] | null;
  readonly adsOnly: boolean;
}

const mostIds = 20;

/** `{"video_ids":[…],"ad_post_only":bool}` as a string; ids are strings in it. */
export function readFilters(query: URLSearchParams): VideoFilters {
  const text = query.get('filters');
  if (text === null || text === '') return { ids: null, adsOnly: false };
  const filters = parseJson('filters', text);
  if (typeof filters !== 'object' || filters === null || Array.isArray(filters)) {
    throw badParameter('filters', 'must be an object');
  }
  const { video_ids: ids, ad_post_only: adsOnly, ...others } = filters as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw badParameter('filters', `unknown filter ${unknown.slice(0, 60)}`);
  if (adsOnly !== undefined && typeof adsOnly !== 'boolean') {
    throw badParameter('filters.ad_post_only', 'must be true or false');
  }
  return { ids: ids === undefined ? null : readIds(ids), adsOnly: adsOnly === true };
}

function readIds(ids: unknown): readonly string[] {
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostIds) {
    throw badParameter('filters.video_ids', `must be a list of 1 to ${mostIds} ids`);
  }
  if (!ids.every((id) => typeof id === 'string' && /^\d{1,19}$/.test(id))) {
    throw badParameter('filters.video_ids', 'must be ids as strings');
  }
  return [...new Set<string>(ids)];
}

/** A UTC day. */
export function readDay(query: URLSearchParams, name: string, usual: string): string {
  const text = query.get(name);
  if (text === null || text === '') return usual;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) {
    throw badParameter(name, 'must be a day, YYYY-MM-DD');
  }
  return text;
}
