import { emojiNames } from './emoji-names.ts';

const names: ReadonlyMap<number, string> = new Map(
  emojiNames
    .trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ');
      return [line.codePointAt(0) ?? 0, line.slice(space + 1)] as const;
    }),
);

const mayHoldEmoji = /[^\0-\u00a8]/;

/**
 * The text with each emoji code point replaced by its name, as VADER does: a space is put
 * before a name unless one stands there, none after it ("😂good" reads "…joygood"). Joiners
 * and variation selectors stay where they are, so they stick to the word before. O(length).
 */
export function describeEmoji(text: string): string {
  if (!mayHoldEmoji.test(text)) return text;
  let described = '';
  let copied = 0;
  let afterSpace = true;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    const name = code < 0xa9 ? undefined : names.get(code);
    if (name !== undefined) {
      described += `${text.slice(copied, i)}${afterSpace ? '' : ' '}${name}`;
      copied = i + width;
    }
    afterSpace = name === undefined && code === 0x20;
    i += width;
  }
  return described + text.slice(copied);
}
