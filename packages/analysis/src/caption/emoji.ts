import { emojiPattern } from './sign-patterns.ts';

const mayHoldEmoji = /[\u00a9\u00ae\u203c-\u3299\u{1f000}-\u{1faff}]/u;
const skinTone = /\p{EMod}/gu;
const variation = /[\ufe0e\ufe0f]/g;
const textByDefault = /(?!\p{Emoji_Presentation})\p{ExtPict}/gu;

/** Without skin tones, and with U+FE0F wherever Unicode's full form has it: ❤ and ❤️ are one. */
function baseOf(emoji: string): string {
  const bare = emoji.replace(variation, '');
  if (bare.endsWith('\u20e3')) return `${bare.slice(0, -1)}\ufe0f\u20e3`;
  return bare.replace(skinTone, '').replace(textByDefault, '$&\ufe0f');
}

/**
 * The emoji of a caption as they are seen, in order and as often as they are used: joined
 * sequences, flags and keycaps are one each, skin tones are folded into the base. O(length).
 *
 * @example emojiOf('👍🏽 👩‍👩‍👧 🇫🇷 1️⃣ ❤') // ['👍', '👩‍👩‍👧', '🇫🇷', '1️⃣', '❤️']
 */
export function emojiOf(caption: string): string[] {
  if (!mayHoldEmoji.test(caption)) return [];
  return (caption.match(emojiPattern) ?? []).map(baseOf);
}
