import type { ThreadsPost, ThreadsProfile } from '../../threads/threads-world.ts';
import type { Caption } from '../captions.ts';
import { drawRates } from '../posting/draw-rates.ts';
import { createDigits, createShortcode } from '../posting/meta-ids.ts';
import { createPlantedPosts } from '../posting/planted-posts.ts';
import { createRandom, type Random, seedFor } from '../random.ts';
import {
  linkShare,
  quoteShare,
  threadsEffects,
  threadsRates,
  threadsShares,
  topicTagShare,
} from './constants.ts';
import type { ThreadsPlan } from './profile-plans.ts';
import type { ThreadsSamplePost } from './threads-sample-post.ts';

export interface ThreadsSampleProfile {
  readonly plan: ThreadsPlan;
  readonly profile: ThreadsProfile;
  /** Oldest first. */
  readonly posts: readonly ThreadsSamplePost[];
}

/** Every aspect draws from its own stream, all of them apart from the other platforms'. */
export function createThreadsProfile(
  seed: number,
  plan: ThreadsPlan,
  bestHour: number,
): ThreadsSampleProfile {
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const id = createDigits(stream('profile'), '2', 17);
  const ids = stream('ids');
  const details = stream('details');

  const planted = createPlantedPosts(seed, plan, threadsEffects, bestHour);
  const posts = planted.map(({ createdAt, caption, finalViews, deletedAt }): ThreadsSamplePost => {
    const post = {
      id: createDigits(ids, ids.pick(['179', '180']), 17),
      profileId: id,
      shortcode: createShortcode(ids, 'D'),
      createdAt,
      ...drawContent(caption, plan.site, details),
    };
    return {
      post,
      createdAt,
      deletedAt,
      family: caption.family,
      finalViews,
      rates: drawRates(threadsRates, details),
    };
  });
  return { plan, profile: { id, ...plan.about, totalPosts: posts.length }, posts };
}

type Content = Pick<ThreadsPost, 'text' | 'mediaType' | 'topicTag' | 'isQuote' | 'linkUrl'>;

/** Draws as often whatever comes out, so that a share can change without moving the rest. */
function drawContent({ title, description, tags }: Caption, site: string, random: Random): Content {
  const mediaType = drawMediaType(random.next());
  const isTagged = random.next() < topicTagShare;
  const isQuote = random.next() < quoteShare;
  const isLinked = random.next() < linkShare;
  const page = random.integer(1, 9);
  if (mediaType === 'REPOST_FACADE') {
    return { text: '', mediaType, topicTag: null, isQuote: false, linkUrl: null };
  }
  const [sentence = ''] = description.split('\n');
  return {
    text: `${title}\n\n${sentence}`,
    mediaType,
    topicTag: isTagged ? (tags[0] ?? null) : null,
    isQuote,
    // The platform shows a link's preview for text only.
    linkUrl: isLinked && mediaType === 'TEXT_POST' ? `${site}/notes/${page}` : null,
  };
}

function drawMediaType(drawn: number): ThreadsPost['mediaType'] {
  const { repost, image, video, album } = threadsShares;
  if (drawn < repost) return 'REPOST_FACADE';
  if (drawn < repost + image) return 'IMAGE';
  if (drawn < repost + image + video) return 'VIDEO';
  return drawn < repost + image + video + album ? 'CAROUSEL_ALBUM' : 'TEXT_POST';
}
