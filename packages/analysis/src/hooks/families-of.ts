import { sharedEnglishReader } from './english-reader.ts';
import { hookFamilies, matchFamilies } from './families.ts';
import { readHook } from './hook-words.ts';

/** The families an English opening line is of, by name. O(length). */
export function familiesOf(hook: string): string[] {
  const matched = matchFamilies(readHook(hook, sharedEnglishReader().read(hook)), true);
  return hookFamilies.filter((_, i) => matched[i] === 1).map(({ family }) => family);
}
