import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExact } from '../replay/exact-json.ts';
import { toRecording, UnusableFile } from '../replay/recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';
import { writeReplays } from '../replay/write-replays.ts';

const now = new Date('2026-11-20T12:00:00Z');

/** Ends with JSON or a refusal; anything else is a crash. */
function replayText(text: string): string {
  try {
    const replay = replayRecording(toRecording(parseExact(text)), now);
    return writeReplays({ file: 'hostile.json', ...replay }, { showSecrets: false });
  } catch (error) {
    if (error instanceof UnusableFile) return JSON.stringify({ unusable: error.message });
    throw error;
  }
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '__RAW__7310000000000000001',
    '__RAW__1e999',
    '__RAW__-0',
    '\u0000',
    '\ud800',
    ' ',
    '9'.repeat(400),
    '<html>',
    '9999-99-99T99:99:99Z',
  ),
);
/** Every string, number, list and object of a value, by its path. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name])),
  ];
}
function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === name ? replaced(item, rest, by) : item));
  }
  return Object.fromEntries(
    Object.entries(Object(value)).map(([key, member]) => [
      key,
      key === name ? replaced(member, rest, by) : member,
    ]),
  );
}
const written = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"__RAW__([^"]+)"/g, '$1');

const folder = sharedPath('apis/recordings');
const recordings = ['youtube', 'tiktok', 'threads'].flatMap((platform) =>
  folder === null
    ? []
    : readdirSync(join(folder, platform)).map((name) =>
        JSON.parse(readFileSync(join(folder, platform, name), 'utf8')),
      ),
);

describe.skipIf(recordings.length === 0)('a recording with one odd value', () => {
  test('is replayed or refused', () => {
    const cases = fc
      .constantFrom(...recordings)
      .chain((recording) =>
        fc.tuple(fc.constant(recording), fc.constantFrom(...pathsOf(recording)), odd),
      );
    fc.assert(
      fc.property(cases, ([recording, path, value]) => {
        expect(() =>
          JSON.parse(replayText(written(replaced(recording, path, value)))),
        ).not.toThrow();
      }),
      { numRuns: 1_500 },
    );
  });

  test('in its body, as a text that ends early, too', () => {
    const exchanges = recordings.filter(({ response }) => response !== undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...exchanges),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (recording, share) => {
          const body = JSON.stringify(recording.response.body);
          const cut = body.slice(0, Math.floor(body.length * share));
          const text = JSON.stringify({
            ...recording,
            response: { ...recording.response, body: cut },
          });
          expect(() => JSON.parse(replayText(text))).not.toThrow();
        },
      ),
    );
  });
});

test('any JSON is replayed or refused', () => {
  const shape = fc.constantFrom('request', 'response', 'exchanges', 'vector', 'delivery');
  fc.assert(
    fc.property(fc.dictionary(shape, fc.jsonValue()), (content) => {
      expect(() => JSON.parse(replayText(JSON.stringify(content)))).not.toThrow();
    }),
  );
});
