import {
  type ImportedPost,
  maxExternalIdLength,
  type Platform,
  type PostType,
  platforms,
} from '@viral-scan/contracts';
import { composeCaption, keepText } from '../caption.ts';
import { BadCell, type Cell } from './bad-cell.ts';
import {
  readDuration,
  readFlag,
  readId,
  readLabel,
  readTags,
  readText,
  readType,
  readUrl,
} from './read-cell.ts';
import { readMetrics } from './read-metrics.ts';
import { readRetention } from './read-retention.ts';
import { readTime } from './read-time.ts';
import { type Row, rowOfObject } from './row.ts';

export function readPostRow(row: Row, now: Date): ImportedPost {
  const { platform, origin } = readPlatform(row('platform'));
  const account = row('account_id');
  return {
    platform,
    origin,
    accountExternalId: origin === null ? readId(account) : readLabelledId(account, origin),
    accountName: keepText(readText(row('account_name'))?.trim() ?? '', 300),
    post: {
      externalId: readId(row('post_id')),
      publishedAt: readRequiredTime(row('published_at'), now),
      caption: composeCaption(readText(row('text')), readText(row('description'))),
      type: readPostType(row, platform),
      durationSeconds: readDuration(row('duration_seconds')),
      url: readUrl(row('url')),
      language: readLabel(row('language'), 35),
      tags: readTags(row('tags')),
      sound: keepText(readText(row('sound'))?.trim() ?? '', 200),
    },
    metrics: readMetrics(row),
    capturedAt: readTime(row('captured_at'), now),
    retention: readRetention(row('retention')),
    snapshots: readSnapshots(row('snapshots'), now),
  };
}

export function readRequiredTime(cell: Cell, now: Date): Date {
  const time = readTime(cell, now);
  if (time === null) throw new BadCell(cell.name, 'is missing');
  return time;
}

function readPlatform(cell: Cell): { platform: Platform; origin: string | null } {
  const label = readLabel(cell, 50);
  if (label === null) return { platform: 'file', origin: null };
  const known = platforms.find((platform) => platform === label.toLowerCase());
  return known === undefined
    ? { platform: 'file', origin: label }
    : { platform: known, origin: null };
}

/**
 * Ids are unique on one platform only, and `file` stands for all those we do not know: there the id
 * is `label/id`. The label is lower-cased and has no slash, so the first slash parts the two.
 */
function readLabelledId(cell: Cell, origin: string): string {
  const label = origin.toLowerCase().replaceAll('/', '-');
  const id = `${label}/${readId(cell)}`;
  if (id.length > maxExternalIdLength) {
    throw new BadCell(
      cell.name,
      `is longer than ${maxExternalIdLength} together with its platform "${label}/"`,
    );
  }
  return id;
}

/** YouTube has nothing but videos, so a YouTube file needs no type column. */
function readPostType(row: Row, platform: Platform): PostType {
  if (readFlag(row('is_live'))) return 'live';
  return readType(row('type')) ?? (platform === 'youtube' ? 'video' : 'unknown');
}

function readSnapshots({ name, value }: Cell, now: Date): ImportedPost['snapshots'] {
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw new BadCell(name, 'is not a list of observations');
  return value.map((entry: unknown, index) => {
    const field = `${name}[${index}]`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      throw new BadCell(field, 'is not an object');
    }
    const observed = rowOfObject(entry);
    const row: Row = (column) => {
      const cell = observed(column);
      return { ...cell, name: `${field}.${cell.name}` };
    };
    return { capturedAt: readRequiredTime(row('captured_at'), now), metrics: readMetrics(row) };
  });
}
