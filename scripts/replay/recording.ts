/**
 * Terminology: a *recording* is a JSON file that holds, by its *shape*, one exchange with a platform
 * (`request`, `response`), several in order (`exchanges`), a computation with its result (`vector`),
 * an inbound webhook (`delivery`), or what no connector reads (`connect`, `frames`, `cases`).
 * docs/recordings.md describes the format.
 */
export const shapes = [
  'exchange',
  'exchanges',
  'vector',
  'delivery',
  'connect',
  'frames',
  'cases',
] as const;
export type Shape = (typeof shapes)[number];

/** Numbers of the content that a double cannot hold are written back as they stood. */
export interface Recording {
  readonly shape: Shape;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The file cannot be replayed; the message says why and quotes nothing of its content. */
export class UnusableFile extends Error {}

/** @throws UnusableFile when the content is of no known shape */
export function toRecording(content: unknown): Recording {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UnusableFile('is not a JSON object, as a recording is');
  }
  const has = (name: string): boolean => Object.hasOwn(content, name);
  // `frames` has a `request` too, so the two halves of an exchange are looked for last.
  const named = shapes.find((shape) => shape !== 'exchange' && has(shape));
  const shape = named ?? (has('request') || has('response') ? 'exchange' : undefined);
  if (shape === undefined) {
    throw new UnusableFile(
      'has no known shape: neither request and response, nor exchanges, vector, delivery, connect, frames or cases',
    );
  }
  return { shape, content: content as Record<string, unknown> };
}
