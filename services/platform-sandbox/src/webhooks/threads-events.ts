import { metaJson, metaTime } from './meta-json.ts';

/** What Threads tells of: <https://developers.facebook.com/docs/threads/webhooks>. */
export const threadsEvents = ['publish', 'delete', 'replies', 'mentions'] as const;
export type ThreadsEvent = (typeof threadsEvents)[number];

/** What `target_id` names: documented are the medium for some events, the user for others. */
export const threadsTargets = ['media', 'user'] as const;
export type ThreadsTarget = (typeof threadsTargets)[number];

const usualTargets: Readonly<Record<ThreadsEvent, ThreadsTarget>> = {
  publish: 'user',
  delete: 'media',
  replies: 'media',
  mentions: 'user',
};

export interface ThreadsHappening {
  readonly event: ThreadsEvent;
  readonly appId: string;
  readonly profileId: string;
  readonly username: string;
  readonly post: {
    readonly id: string;
    readonly shortcode: string;
    readonly mediaType: string;
    readonly text: string;
    readonly createdAt: Date;
  };
  /** Real time of the sending. */
  readonly at: Date;
  /** Of the world: when a reply or mention was written, or the post deleted. */
  readonly worldAt: Date;
  /** Its own among all that ever happened. */
  readonly serial: string;
  /** Instead of what is usual for the event. */
  readonly target: ThreadsTarget | null;
}

/** The body of a delivery: no `entry`, one happening. */
export function threadsText(happening: ThreadsHappening, isEscaped: boolean): string {
  const { event, appId, profileId, at } = happening;
  const value = mediumOf(happening);
  const target = happening.target ?? usualTargets[event];
  return metaJson(
    {
      app_id: appId,
      topic: event === 'delete' || event === 'replies' ? 'moderate' : 'interaction',
      target_id: target === 'user' ? profileId : value.id,
      time: Math.floor(at.getTime() / 1_000),
      subscription_id: '234567',
      has_uid_field: false,
      values: { value, field: event },
    },
    isEscaped,
  );
}

function mediumOf(happening: ThreadsHappening): {
  readonly id: string;
  readonly [field: string]: unknown;
} {
  const { event, profileId, username, post, serial } = happening;
  const link = (name: string, shortcode: string) =>
    `https://www.threads.com/@${name}/post/${shortcode}`;
  if (event === 'delete') {
    return {
      id: post.id,
      owner: { owner_id: profileId },
      deleted_at: metaTime(happening.worldAt),
      timestamp: metaTime(post.createdAt),
      username,
    };
  }
  if (event === 'publish') {
    return {
      id: post.id,
      media_type: post.mediaType,
      permalink: link(username, post.shortcode),
      shortcode: post.shortcode,
      text: post.text,
      timestamp: metaTime(post.createdAt),
      username,
    };
  }
  const other = {
    id: `179${serial}`,
    username: 'test_username',
    media_type: 'TEXT_POST',
    permalink: link('test_username', `R${serial}`),
    shortcode: `R${serial}`,
    timestamp: metaTime(happening.worldAt),
  };
  if (event === 'mentions') {
    const text = `Très bien, @${username} 1/2`;
    return { ...other, text, media_product_type: 'THREADS', has_replies: false };
  }
  return {
    ...other,
    text: `Très bien ! 1/2 (${serial})`,
    replied_to: { id: post.id },
    root_post: { id: post.id, owner_id: profileId, username },
  };
}
