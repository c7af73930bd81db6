import { createHash } from 'node:crypto';
import type { InstagramAccount, InstagramMedia } from '@viral-scan/worlds';
import { innerFields, type Readers, readFields, showNode } from '../meta/field-list.ts';
import { checkParameters, graphTime } from '../meta/parameters.ts';
import { type InstagramCall, ownMedia, requireBasic } from './instagram-call.ts';
import { currentStory, type Story } from './story.ts';

interface ShownMedia {
  readonly media: InstagramMedia;
  readonly call: InstagramCall;
}

export const byteOf = (text: string): number => createHash('sha256').update(text).digest()[0] ?? 0;

const fileOf = (id: string): string =>
  `https://scontent.cdninstagram.com/v/t51.29350-15/${id}_n.jpg?_nc_cat=1&oe=6123D60C`;
export const permalinkOf = ({ shortcode, productType }: InstagramMedia): string =>
  `https://www.instagram.com/${productType === 'REELS' ? 'reel' : 'p'}/${shortcode}/`;

/** Absent from what is flagged for its copyright: here one in 32. */
export const mediaUrlOf = ({ id }: InstagramMedia): string | undefined =>
  byteOf(`flagged ${id}`) < 8 ? undefined : fileOf(id);

const authorOf = ({ media, call }: ShownMedia): InstagramAccount | undefined =>
  call.instagram.accounts.find(({ id }) => id === media.accountId);

const readers: Readers<ShownMedia> = {
  id: ({ media }) => media.id,
  caption: ({ media }) => media.caption ?? undefined,
  media_type: ({ media }) => media.mediaType,
  media_product_type: ({ media }) => media.productType,
  media_url: ({ media }) => mediaUrlOf(media),
  thumbnail_url: ({ media }) => (media.mediaType === 'VIDEO' ? fileOf(`${media.id}_t`) : undefined),
  permalink: ({ media }) => permalinkOf(media),
  shortcode: ({ media }) => media.shortcode,
  timestamp: ({ media }) => graphTime(media.createdAt),
  username: (shown) => authorOf(shown)?.username,
  owner: (shown) => {
    const account = authorOf(shown);
    return { id: shown.call.door === 'instagram-login' ? account?.appScopedId : account?.id };
  },
  like_count: ({ media, call }) => call.instagram.figures(media.id, call.at)?.likes,
  comments_count: ({ media, call }) => call.instagram.figures(media.id, call.at)?.comments,
  is_comment_enabled: () => true,
  children: ({ media }, field) =>
    media.mediaType === 'CAROUSEL_ALBUM'
      ? {
          data: media.children.map((id) =>
            showNode('IGMedia', childReaders, { id, media }, innerFields(field)),
          ),
        }
      : undefined,
};

/** Parts of an album: no figures, no insights. */
export const childReaders: Readers<{ readonly id: string; readonly media: InstagramMedia }> = {
  id: ({ id }) => id,
  media_type: () => 'IMAGE',
  media_url: ({ id }) => fileOf(id),
  thumbnail_url: () => undefined,
  permalink: ({ media }) => permalinkOf(media),
  shortcode: ({ media }) => media.shortcode,
  timestamp: ({ media }) => graphTime(media.createdAt),
  username: () => undefined,
  owner: () => undefined,
};

const storyReaders: Readers<Story> = {
  ...Object.fromEntries(Object.keys(readers).map((name) => [name, () => undefined])),
  id: ({ id }) => id,
  media_type: () => 'IMAGE',
  media_product_type: () => 'STORY',
  media_url: ({ id }) => fileOf(id),
  timestamp: ({ createdAt }) => graphTime(createdAt),
};

/** A medium as its owner sees it. */
export const showMedia = (call: InstagramCall, media: InstagramMedia): object =>
  showNode('IGMedia', readers, { media, call }, readFields(call.query));

/** `GET /{ig-media}`. */
export function showMediaNode(call: InstagramCall): object {
  requireBasic(call);
  checkParameters(call.query, ['fields']);
  const media = ownMedia(call);
  return media === 'story' ? showStory(call) : showMedia(call, media);
}

const showStory = (call: InstagramCall): object =>
  showNode(
    'IGMedia',
    storyReaders,
    currentStory(call.grant.accountId, call.at),
    readFields(call.query),
  );

/** `GET /{ig-user}/stories`: what lives now. */
export function listStories(call: InstagramCall): object {
  requireBasic(call);
  checkParameters(call.query, ['fields', 'limit', 'after', 'before']);
  return { data: [showStory(call)] };
}
