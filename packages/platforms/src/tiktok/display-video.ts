import { type CollectedPost, externalIdSchema, noMetrics } from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { optionalAmount, optionalEpochSeconds, requiredId } from '../answer/numbers.ts';
import { composeCaption } from '../caption.ts';
import { pageOf } from './share-url.ts';

/** Asked for of every post. */
export const displayVideoFields = [
  'id',
  'create_time',
  'title',
  'video_description',
  'duration',
  'share_url',
  'like_count',
  'comment_count',
  'share_count',
  'view_count',
] as const;

/** A post of a `video/list` or `video/query` answer; sparse ones lack counters, which are null. */
export function parseDisplayVideo(video: JsonNode): CollectedPost {
  const id = at(video, 'id');
  const externalId = requiredId(id);
  if (!externalIdSchema.safeParse(externalId).success) throw broken(id, 'is not an id');
  const created = at(video, 'create_time');
  const publishedAt = optionalEpochSeconds(created) ?? timeInId(externalId);
  if (publishedAt === null) throw broken(created, 'is missing');
  const durationSeconds = optionalAmount(at(video, 'duration'));
  return {
    post: {
      externalId,
      publishedAt,
      caption: captionOf(
        optionalText(at(video, 'title')) ?? '',
        optionalText(at(video, 'video_description')) ?? '',
      ),
      type: durationSeconds === 0 ? 'unknown' : 'video',
      durationSeconds: durationSeconds || null,
      url: pageOf(at(video, 'share_url')),
      language: null,
      tags: [],
      sound: null,
    },
    metrics: {
      ...noMetrics,
      views: optionalCounter(at(video, 'view_count')),
      likes: optionalCounter(at(video, 'like_count')),
      comments: optionalCounter(at(video, 'comment_count')),
      shares: optionalCounter(at(video, 'share_count')),
    },
    retention: null,
  };
}

/** Both hold the caption, the title cut earlier; only photo posts have two texts. */
const captionOf = (title: string, description: string): string | null =>
  description.startsWith(title) || title.startsWith(description)
    ? composeCaption(description.length < title.length ? title : description, null)
    : composeCaption(title, description);

/** TikTok's ids carry the second of their making in the upper 32 bits; none is from before 2014. */
function timeInId(id: string): Date | null {
  if (!/^\d{17,19}$/.test(id)) return null;
  const time = new Date(Number(BigInt(id) >> 32n) * 1_000);
  return time.getTime() < Date.UTC(2014, 0) ? null : time;
}
