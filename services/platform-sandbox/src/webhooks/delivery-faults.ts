import { gzipSync } from 'node:zlib';

/**
 * What goes wrong on the way, or is odd but allowed. `bad_signature`: of another key; `old_secret`: of
 * the one before the last rotation; `unsigned`; `altered`: after it was signed; `stale`, `future`: sent
 * an hour ago or ahead (TikTok), happened 8 days ago or a day ahead (others); `old_event`: TikTok, sent
 * now and happened 8 days ago; `doubled`: each delivery twice; `reordered`: last first; `escaped`: every
 * character as `\uXXXX`; `truncated`: the first attempt ends half way; `broken_document`: half a document,
 * well signed; `gzip`; `wrong_content_type`; `too_large`: padded with blanks.
 */
export const deliveryFaults = [
  'bad_signature',
  'old_secret',
  'unsigned',
  'altered',
  'stale',
  'future',
  'old_event',
  'doubled',
  'reordered',
  'escaped',
  'truncated',
  'broken_document',
  'gzip',
  'wrong_content_type',
  'too_large',
] as const;
export type DeliveryFault = (typeof deliveryFaults)[number];

const tooLargeBytes = 12 * 1_024 * 1_024;
const hourSeconds = 3_600;
const daySeconds = 86_400;

/** When a message says that it was sent. */
export function sentAtSeconds(faults: readonly DeliveryFault[], nowMs: number): number {
  const now = Math.floor(nowMs / 1_000);
  if (faults.includes('stale')) return now - hourSeconds;
  return faults.includes('future') ? now + hourSeconds : now;
}

/** When a message says that it happened: `shifting` are the faults that move that. */
export function happenedAtMs(
  faults: readonly DeliveryFault[],
  nowMs: number,
  shifting: readonly DeliveryFault[],
): number {
  const has = (fault: DeliveryFault) => faults.includes(fault) && shifting.includes(fault);
  if (has('stale') || has('old_event')) return nowMs - 8 * daySeconds * 1_000;
  return has('future') ? nowMs + daySeconds * 1_000 : nowMs;
}

const escapeUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The same document with every character of its strings escaped; numbers stay as written. */
const escapeStrings = (json: string): string =>
  json.replace(
    /"(?:[^"\\]|\\.)*"/g,
    (literal) => `"${String(JSON.parse(literal)).replace(/[\s\S]/g, escapeUnit)}"`,
  );

/** The bytes of a document as they are sent, before they are signed. */
export function bodyOf(text: string, faults: readonly DeliveryFault[], isJson: boolean): Buffer {
  let whole = text;
  if (faults.includes('escaped') && isJson) whole = escapeStrings(whole);
  if (faults.includes('too_large')) whole = whole.padEnd(tooLargeBytes, ' ');
  if (faults.includes('broken_document')) whole = whole.slice(0, Math.floor(whole.length / 2));
  const body = Buffer.from(whole);
  return faults.includes('gzip') ? gzipSync(body) : body;
}

/** Another digit stands somewhere: still a document, but not the one that was signed. */
export function altered(body: Buffer): Buffer {
  const changed = Buffer.from(body);
  const digit = changed.findLastIndex((byte) => byte >= 0x30 && byte <= 0x39);
  const at = digit < 0 ? changed.length - 1 : digit;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
