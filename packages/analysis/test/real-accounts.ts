import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { AnalysisAccount, AnalysisPost } from '@viral-scan/contracts';
import { sharedPath } from '@viral-scan/testing';
import { accountOf } from './synthetic-account.ts';

type Row = (name: string) => string;

/** Rows of a gzipped CSV file of the shared data; null where the data is absent. */
function readRows(...path: string[]): Row[] | null {
  const found = sharedPath('data', ...path);
  if (found === null) return null;
  const [header = [], ...rows] = parseCsv(gunzipSync(readFileSync(found)).toString());
  const columns = new Map(header.map((name, i) => [name, i]));
  return rows.map((cells) => (name) => cells[columns.get(name) ?? -1] ?? '');
}

/** RFC 4180, as far as the files use it: quoted cells with doubled quotes and line breaks. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}

const plainPost = { caption: null, durationSeconds: null, language: null, url: null } as const;
const unseen = { views: null, shares: null, saves: null, reach: null } as const;

function accountsOf(platformId: string, posts: Map<string, AnalysisPost[]>): AnalysisAccount[] {
  return [...posts].map(([accountId, each]) =>
    accountOf(
      each.toSorted((a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1)),
      { accountId: `${platformId}:${accountId}` },
    ),
  );
}

const settledAtMs = Date.UTC(2019, 0);

/** Nine Facebook pages of sellers, 2012–2018, each post observed once, long after. */
export function thaiSellers(): { accounts: AnalysisAccount[]; asOfMs: number } | null {
  const rows = readRows('facebook-live-sellers-thailand', 'posts.csv.gz');
  if (rows === null) return null;
  const pages = new Map<string, AnalysisPost[]>();
  for (const cell of rows) {
    const posts = pages.get(cell('account_id')) ?? [];
    pages.set(cell('account_id'), posts);
    posts.push({
      ...plainPost,
      postId: cell('post_id'),
      publishedAtMs: Date.parse(cell('published_at')),
      type: cell('type') === 'video' ? 'video' : 'image',
      tags: [],
      sound: null,
      retention: null,
      snapshots: [
        {
          ...unseen,
          capturedAtMs: settledAtMs,
          likes: Number(cell('reactions')),
          comments: Number(cell('comments')),
          shares: Number(cell('shares')),
        },
      ],
    });
  }
  return { accounts: accountsOf('facebook', pages), asOfMs: settledAtMs };
}

/** YouTube channels of the trending charts, 2026, with the public half of their snapshots. */
export function youtubeChannels(): { accounts: AnalysisAccount[]; asOfMs: number } | null {
  const rows = readRows('youtube-trending-2026', 'public', 'posts.csv.gz');
  const looks = readRows('youtube-trending-2026', 'public', 'snapshots.csv.gz');
  if (rows === null || looks === null) return null;
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  const utc = (text: string): number => Date.parse(`${text.replace(' ', 'T').slice(0, 19)}Z`);
  const seen = new Map<string, Row[]>();
  for (const cell of looks) {
    const of = seen.get(cell('post_id')) ?? [];
    seen.set(cell('post_id'), of);
    of.push(cell);
  }
  const channels = new Map<string, AnalysisPost[]>();
  for (const cell of rows) {
    const posts = channels.get(cell('account_id')) ?? [];
    channels.set(cell('account_id'), posts);
    const duration = number(cell('duration_s'));
    const at = [...(seen.get(cell('post_id')) ?? []), cell].map((look) => ({
      ...unseen,
      capturedAtMs: utc(look('fetched_at')),
      views: number(look('views')),
      likes: number(look('likes')),
      comments: number(look('comments')),
    }));
    posts.push({
      ...plainPost,
      postId: cell('post_id'),
      publishedAtMs: Date.parse(cell('published_at')),
      type: cell('is_live') === 'True' ? 'live' : (duration ?? 0) <= 60 ? 'short' : 'video',
      durationSeconds: duration,
      tags: [],
      sound: null,
      retention: null,
      snapshots: at
        .toSorted((a, b) => a.capturedAtMs - b.capturedAtMs)
        .filter((look, i, all) => look.capturedAtMs !== all[i - 1]?.capturedAtMs),
    });
  }
  return { accounts: accountsOf('youtube', channels), asOfMs: Date.UTC(2026, 8) };
}
