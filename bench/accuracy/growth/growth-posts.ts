import { createHash } from 'node:crypto';
import { type GrowthRow, growthRow, views } from '@viral-scan/analysis';
import type { AnalysisPost, ObservedMetrics } from '@viral-scan/contracts';
import { readCsvRecords } from '../../csv/csv-records.ts';

const hourMs = 3_600_000;

/** A video whose views are known at 36, 72 and 168 h. */
export interface GrowthPost extends GrowthRow {
  /** 0 or 1, by the hash of its id: learning and scoring take turns. */
  readonly half: number;
  readonly firstSeenHours: number;
}

/** Videos seen around all three ages. */
export function growthPosts(posts: readonly AnalysisPost[]): GrowthPost[] {
  return posts.flatMap((post) => {
    const row = growthRow(post, views, Number.POSITIVE_INFINITY);
    const first = post.snapshots[0];
    if (row === null || first === undefined) return [];
    const hash = createHash('sha256').update(post.postId).digest();
    const firstSeenHours = (first.capturedAtMs - post.publishedAtMs) / hourMs;
    return [{ ...row, half: (hash[0] ?? 0) % 2, firstSeenHours }];
  });
}

/** Videos of a file of snapshots that also says when they were published. */
export function readVideos(path: string): AnalysisPost[] {
  const videos = new Map<string, { publishedAtMs: number; snapshots: ObservedMetrics[] }>();
  for (const cell of readCsvRecords(path)) {
    const id = cell('post_id');
    const video = videos.get(id) ?? {
      publishedAtMs: Date.parse(cell('published_at')),
      snapshots: [],
    };
    videos.set(id, video);
    video.snapshots.push({
      capturedAtMs: Date.parse(`${cell('fetched_at')}Z`),
      views: cell('views') === '' ? null : Number(cell('views')),
      likes: null,
      comments: null,
      shares: null,
      saves: null,
      reach: null,
    });
  }
  return [...videos].map(([postId, { publishedAtMs, snapshots }]) => ({
    postId,
    publishedAtMs,
    caption: null,
    type: 'video',
    durationSeconds: null,
    language: null,
    url: null,
    tags: [],
    sound: null,
    retention: null,
    snapshots: snapshots.sort((a, b) => a.capturedAtMs - b.capturedAtMs),
  }));
}
