import { invalidFilters, invalidParameter, missingPart, unknownPart } from './api-error.ts';

/** The query of a call. A name that is given twice counts as a comma list, like at Google's. */
export type Query = ReadonlyMap<string, string>;

export function readQuery(search: URLSearchParams): Query {
  const query = new Map<string, string>();
  for (const [name, value] of search) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return query;
}

const splitList = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

/** The parts to answer with. A part that the sandbox knows but cannot fill stays out silently. */
export function readParts(query: Query, known: readonly string[]): ReadonlySet<string> {
  const parts = splitList(query.get('part') ?? '');
  if (parts.length === 0) throw missingPart();
  for (const part of parts) if (!known.includes(part)) throw unknownPart(part);
  return new Set(parts);
}

/** At most 50 ids, each once. */
export function readIds(text: string): string[] {
  const ids = splitList(text);
  if (ids.length > 50) throw invalidFilters();
  return ids;
}

/** 0–50, 5 by default. */
export function readMaxResults(query: Query): number {
  const text = query.get('maxResults');
  if (text === undefined) return 5;
  if (!/^\d{1,9}$/.test(text) || Number(text) > 50) {
    const shown = text.slice(0, 20);
    throw invalidParameter(
      'maxResults',
      `Invalid value '${shown}'. Values must be within the range: [0, 50]`,
    );
  }
  return Number(text);
}
