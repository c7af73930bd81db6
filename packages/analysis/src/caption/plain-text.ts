import { emojiPattern, hashtagPattern, mentionPattern, urlPattern } from './sign-patterns.ts';

/**
 * What a caption says in words: addresses, mentions, hashtags and emoji give way to a space,
 * white space is one space. O(length).
 */
export function plainText(caption: string): string {
  return caption
    .replace(urlPattern, ' ')
    .replace(mentionPattern, ' ')
    .replace(hashtagPattern, ' ')
    .replace(emojiPattern, ' ')
    .replace(/(?:\s|\u200d|\ufe0e|\ufe0f)+/g, ' ')
    .trim();
}
