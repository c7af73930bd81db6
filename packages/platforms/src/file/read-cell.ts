import { externalIdSchema, type PostType } from '@viral-scan/contracts';
import { keepText } from '../caption.ts';
import { parseIsoDuration } from '../iso-duration.ts';
import { BadCell, type Cell } from './bad-cell.ts';

/** Text as it stands; empty is null. JSON numbers are taken, so that ids may be written bare. */
export function readText({ name, value }: Cell): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    throw new BadCell(name, 'is a number that JSON cannot carry exactly: write it as a text');
  }
  throw new BadCell(name, 'is not a text');
}

export function readId(cell: Cell): string {
  const id = readText(cell)?.trim() ?? '';
  if (id === '') throw new BadCell(cell.name, 'is missing');
  const parsed = externalIdSchema.safeParse(id);
  if (!parsed.success) {
    throw new BadCell(cell.name, parsed.error.issues[0]?.message ?? 'is not an id');
  }
  return id;
}

/** Text of at most `maxLength` without control characters; what is longer is refused. */
export function readLabel(cell: Cell, maxLength: number): string | null {
  const label = readText(cell)?.trim() ?? '';
  if (label === '') return null;
  if (label.length > maxLength) throw new BadCell(cell.name, `is longer than ${maxLength}`);
  if (/\p{C}/u.test(label)) throw new BadCell(cell.name, 'must not contain control characters');
  return label;
}

export function readUrl(cell: Cell): string | null {
  const text = readLabel(cell, 2_000);
  if (text !== null && !(/^https?:\/\//i.test(text) && URL.canParse(text))) {
    throw new BadCell(cell.name, 'is not an http(s) address');
  }
  return text;
}

/** Seconds as a number, or an ISO-8601 duration. */
export function readDuration(cell: Cell): number | null {
  const { name, value } = cell;
  const text = typeof value === 'number' ? String(value) : (readText(cell)?.trim() ?? '');
  if (text === '') return null;
  const seconds = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : parseIsoDuration(text);
  if (seconds === null) throw new BadCell(name, 'is not a number of seconds');
  return seconds;
}

const flags = new Map([
  ...['true', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'no', '0', ''].map((word) => [word, false] as const),
]);

export function readFlag(cell: Cell): boolean {
  if (typeof cell.value === 'boolean') return cell.value;
  const flag = flags.get(readText(cell)?.trim().toLowerCase() ?? '');
  if (flag === undefined) throw new BadCell(cell.name, 'is neither true nor false');
  return flag;
}

const typeByLabel = new Map<string, PostType>([
  ['video', 'video'],
  ['short', 'short'],
  ['reel', 'short'],
  ['image', 'image'],
  ['photo', 'image'],
  ['picture', 'image'],
  ['carousel', 'carousel'],
  ['album', 'carousel'],
  ['carousel_album', 'carousel'],
  ['text', 'text'],
  ['status', 'text'],
  ['tweet', 'text'],
  ['link', 'link'],
  ['live', 'live'],
  ['live_video', 'live'],
  ['story', 'story'],
]);

/** Labels differ between exports: one we do not know is `unknown`, not an error. */
export function readType(cell: Cell): PostType | null {
  const label = readText(cell)?.trim().toLowerCase() ?? '';
  return label === '' ? null : (typeByLabel.get(label) ?? 'unknown');
}

/**
 * A JSON list of texts, or one text with tags parted by `|`, else by commas or semicolons, else
 * (when they start with #) by spaces. Without the #; the first 100, each cut at 200 characters.
 */
export function readTags(cell: Cell): string[] {
  const tags = Array.isArray(cell.value)
    ? cell.value.map((value: unknown) => readText({ name: cell.name, value }) ?? '')
    : splitTags(readText(cell) ?? '');
  return tags
    .map((tag) => keepText(tag.trim().replace(/^#/, ''), 200))
    .filter((tag) => tag !== null)
    .slice(0, 100);
}

function splitTags(text: string): string[] {
  if (text.includes('|')) return text.split('|');
  if (/[,;]/.test(text)) return text.split(/[,;]/);
  return text.trim().startsWith('#') ? text.trim().split(/\s+/) : [text];
}
