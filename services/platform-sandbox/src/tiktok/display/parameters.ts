import { DisplayError } from './display-error.ts';

const invalid = (name: string, problem: string): DisplayError =>
  new DisplayError('invalid_params', `${name}: ${problem}`);

/** A comma list in the query; there is no default. */
export function readFields(
  query: URLSearchParams,
  known: (field: string) => boolean,
): readonly string[] {
  const fields = (query.get('fields') ?? '').split(',').filter((field) => field !== '');
  if (fields.length === 0) throw invalid('fields', 'is required');
  const unknown = fields.find((field) => !known(field));
  if (unknown !== undefined) throw invalid('fields', `unknown field ${unknown.slice(0, 60)}`);
  return [...new Set(fields)];
}

type Body = Readonly<Record<string, unknown>>;

/** Without a body all is by default. */
export function readBody(body: unknown): Body {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body) || body instanceof URLSearchParams) {
    throw invalid('body', 'must be a JSON object');
  }
  return body as Body;
}

export function readWhole(
  body: Body,
  name: string,
  range: { readonly from: number; readonly to: number },
): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw invalid(name, 'must be a whole number');
  }
  if (value < range.from || value > range.to) {
    throw invalid(name, `must be from ${range.from} to ${range.to}`);
  }
  return value;
}

const mostIds = 20;

export function readVideoIds(body: Body): readonly string[] {
  const { filters } = body;
  const ids =
    typeof filters === 'object' && filters !== null && 'video_ids' in filters
      ? filters.video_ids
      : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostIds) {
    throw invalid('filters.video_ids', `must be a list of 1 to ${mostIds} ids`);
  }
  if (!ids.every((id) => typeof id === 'string' && /^\d{1,19}$/.test(id))) {
    throw invalid('filters.video_ids', 'must be ids as strings');
  }
  return [...new Set<string>(ids)];
}
