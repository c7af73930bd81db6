import type { TaggedWord } from './tagged-word.ts';

/** Adverbs that carry a hook's form rather than its matter. */
const formAdverbs = new Set(
  `how why when where never always now then here there too so just only ever still not again
  finally really actually most more less`.split(/\s+/),
);

/** The slot a word of content may fall into; null for words kept as they are. */
function slotOf({ word, part }: TaggedWord): string | null {
  if (part === 'NOUN' || part === 'PROPN' || part === 'X') return '[NOUN]';
  if (part === 'VERB') return '[VERB]';
  if (part === 'ADJ') return '[ADJ]';
  if (part === 'NUM') return '[NUM]';
  if (part === 'ADV') return formAdverbs.has(word) ? null : '[ADV]';
  return null;
}

/** Words of content of a hook, each once. */
export const contentWords = (tagged: readonly TaggedWord[]): Set<string> =>
  new Set(tagged.filter((each) => slotOf(each) !== null).map(({ word }) => word));

/**
 * A hook as a sequence of kept words and slots, at most `most` long. Close: the account's
 * `frequent` words are kept ("[NUM] ways to [VERB] [NOUN]"). Loose: none is, adjectives and
 * adverbs fall away ("[NUM] [NOUN] to [VERB] [NOUN]"). Equal neighbouring slots are one.
 * O(words).
 */
export function templateItems(
  tagged: readonly TaggedWord[],
  frequent: ReadonlySet<string> | null,
  most: number,
): string[] {
  const items: string[] = [];
  for (const each of tagged) {
    if (items.length >= most) break;
    const slot = slotOf(each);
    if (slot === null) items.push(each.word);
    else if (slot !== '[NUM]' && frequent?.has(each.word)) items.push(each.word);
    else if (frequent === null && (slot === '[ADJ]' || slot === '[ADV]')) continue;
    else if (items.at(-1) !== slot) items.push(slot);
  }
  return items;
}

export const isSlot = (item: string): boolean => item.startsWith('[');
