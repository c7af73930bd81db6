import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';

/** Null where the recordings are not at hand. */
export const recordingsFolder = sharedPath('apis/recordings');

export interface Exchange {
  readonly request: { readonly url: string };
  readonly response: { readonly status: number; readonly body: unknown };
}

/** `name` such as `youtube/channels-statistics-200`. */
export function exchangesOf(name: string): Exchange[] {
  const file = join(recordingsFolder ?? '', `${name}.json`);
  const recording = JSON.parse(readFileSync(file, 'utf8'));
  return recording.exchanges ?? [recording];
}

/** `path: type` of everything in a value; of a list the first element stands for all. */
export function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}: list`, ...shapeOf(value[0] ?? null, `${path}[]`)];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  }
  return value === null ? [] : [`${path}: ${typeof value}`];
}

/** The answer of a recording of one exchange. */
export function recordedAnswer(name: string): Exchange['response'] {
  const [exchange] = exchangesOf(name);
  if (exchange === undefined) throw new Error(`${name} holds an exchange`);
  return exchange.response;
}
