import { badParameter } from './graph-error.ts';

/** What every call may carry. */
const usual = ['access_token', 'appsecret_proof', 'format', 'locale', 'pretty'];

/** A parameter that a call does not know is refused, so that a misspelt one is seen. */
export function checkParameters(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!usual.includes(name) && !known.includes(name)) {
      throw badParameter(`Unknown parameter: ${name.slice(0, 60)}`);
    }
  }
}

export function requireText(query: URLSearchParams, name: string): string {
  const text = query.get(name) ?? '';
  if (text === '') throw badParameter(`The parameter ${name} is required`);
  return text;
}

/** Absent: the usual one. More than `most` is taken for `most`. */
export function readLimit(
  text: string | null,
  { most, usualLimit = 25 }: { readonly most: number; readonly usualLimit?: number },
): number {
  if (text === null || text === '') return usualLimit;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw badParameter('Param limit must be an integer greater than or equal to 1');
  }
  return Math.min(Number(text), most);
}

/** Unix seconds, or a day or moment of ISO 8601, as milliseconds; null when absent. */
export function readMoment(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const ms = /^\d{1,12}$/.test(text)
    ? Number(text) * 1_000
    : /^\d{4}-\d{2}-\d{2}/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(ms)) throw badParameter(`Param ${name} must be a valid UNIX timestamp`);
  return ms;
}

/** A comma list of known names, each once. */
export function readNames(
  query: URLSearchParams,
  name: string,
  known: readonly string[],
): readonly string[] {
  const names = requireText(query, name)
    .split(',')
    .map((part) => part.trim());
  for (const [index, given] of names.entries()) {
    if (!known.includes(given)) {
      throw badParameter(
        `${name}[${index}] must be one of the following values: ${known.join(', ')}`,
      );
    }
  }
  return [...new Set(names)];
}

/** One of the known words; null when absent. */
export function readChoice<Choice extends string>(
  query: URLSearchParams,
  name: string,
  known: readonly Choice[],
): Choice | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const choice = known.find((word) => word === text);
  if (choice === undefined) {
    throw badParameter(`${name} must be one of the following values: ${known.join(', ')}`);
  }
  return choice;
}

/** `2026-01-31T22:36:43+0000`: not the extended form of ISO 8601. */
export const graphTime = (at: Date): string => `${at.toISOString().slice(0, 19)}+0000`;
