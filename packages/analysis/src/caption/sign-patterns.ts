/**
 * What platforms make links and pictures of in a caption. Every pattern reads a text once,
 * without going back: hostile captions cost no more than others of their length.
 */

/** Addresses with a scheme or "www."; up to white space or a quote, trailing signs trimmed later. */
export const urlPattern = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"“”]+/giu;

/** "@name" but no e-mail address: letters and digits of any alphabet, and . _ - inside. */
export const mentionPattern = /(?<![\p{L}\p{M}\p{N}_.@])@[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*/gu;

/**
 * "#tag", and "#several#in#a#row": letters, digits, underscores and combining marks, with the
 * (non-)joiners that some scripts need inside a word. Not in the middle of a word.
 */
export const hashtagPattern =
  /(?<![\p{L}\p{M}\p{N}_&/])(?:[#＃][\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u200c\u200d]*)+/gu;

/**
 * One emoji as it is seen: flags, keycaps, and pictures with modifiers, tags (the flags of
 * England, Scotland, Wales) and further pictures joined on (at most 7; Unicode's longest have 3).
 * Signs that are text by default (©, ™, ↔, ▪) count only where asked to be pictures; from U+2600
 * on (☀, ❤, ✌) always, since platforms draw them so.
 */
export const emojiPattern =
  /\p{RI}{2}|[0-9#*]\ufe0f?\u20e3|(?:\p{Emoji_Presentation}|(?=\p{Emoji})[\u2600-\u27bf\u{1f000}-\u{1faff}]|\p{ExtPict}(?=\ufe0f))(?<!\p{RI}|\p{EMod})\ufe0f?\p{EMod}?[\u{e0020}-\u{e007f}]*(?:\u200d\p{ExtPict}\ufe0f?\p{EMod}?){0,7}/gu;
