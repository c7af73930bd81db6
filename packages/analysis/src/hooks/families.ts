import { type HookWords, isNumeral } from './hook-words.ts';

/**
 * A named family of opening lines. `language` null: tells without reading words, in any
 * language. `matches` is linear in the hook: phrase look-ups, no backtracking patterns.
 */
export interface HookFamily {
  readonly family: string;
  readonly template: string;
  readonly language: 'en' | null;
  matches(hook: HookWords): boolean;
}

const phrases =
  (...list: readonly string[]) =>
  ({ padded }: HookWords): boolean =>
    list.some((phrase) => padded.includes(` ${phrase} `));

const opensWith =
  (...list: readonly string[]) =>
  ({ padded }: HookWords): boolean =>
    list.some((phrase) => padded.startsWith(` ${phrase} `));

const english = (
  family: string,
  template: string,
  ...tests: readonly ((hook: HookWords) => boolean)[]
): HookFamily => ({
  family,
  template,
  language: 'en',
  matches: (hook) => tests.some((test) => test(hook)),
});

const anyLanguage = (
  family: string,
  template: string,
  matches: HookFamily['matches'],
): HookFamily => ({ family, template, language: null, matches });

/** "7 ways", "5 easy tips": a small number near the start, then a plural within two words. */
function isList({ words }: HookWords): boolean {
  const position = words.findIndex((word, i) => i < 3 && isNumeral(word) && word.length <= 3);
  if (position < 0 || Number(words[position]) < 2) return false;
  return words
    .slice(position + 1, position + 4)
    .some((word) => word.length > 3 && word.endsWith('s'));
}

function isShouted({ text }: HookWords): boolean {
  let upper = 0;
  let letters = 0;
  for (const char of text) {
    const lower = char.toLowerCase();
    if (lower === char.toUpperCase()) continue;
    letters += 1;
    if (char !== lower) upper += 1;
  }
  return letters >= 6 && upper / letters >= 0.7;
}

const hasDigit = ({ text }: HookWords): boolean => /\p{Nd}/u.test(text);
const hasEmoji = ({ text }: HookWords): boolean => /\p{Extended_Pictographic}/u.test(text);
const hasQuestionMark = ({ text }: HookWords): boolean =>
  text.includes('?') || text.includes('？') || text.includes('؟');

/** Every family tried, in a fixed order. Other languages' words come later. */
export const hookFamilies: readonly HookFamily[] = [
  anyLanguage('question', '… ?', hasQuestionMark),
  anyLanguage('number', '… [NUM] …', hasDigit),
  anyLanguage('all_caps', '[ALL CAPS]', isShouted),
  anyLanguage('emoji', '… [EMOJI]', hasEmoji),
  anyLanguage('exclamation', '… !', ({ text }) => text.includes('!') || text.includes('！')),
  english('list_number', '[NUM] ways to …', isList),
  english(
    'how_to',
    'how to …',
    phrases('how to', 'how i', 'how we', 'guide to', 'tutorial', 'step by step', 'beginners guide'),
  ),
  english(
    'negation',
    "don't … / stop … / never …",
    phrases(
      'dont',
      'never',
      'stop',
      'avoid',
      'wont',
      'cant',
      'shouldnt',
      'nobody',
      'no one',
      'without',
      'mistake',
      'mistakes',
    ),
  ),
  english(
    'curiosity_gap',
    'what happens when … / this is why …',
    phrases(
      'this is why',
      'heres why',
      'heres what',
      'what happens',
      'what happened',
      'the reason',
      'wait for it',
      'turns out',
      'you wont believe',
      'find out',
      'what i learned',
      'this happened',
      'until you see',
      'the truth',
    ),
  ),
  english(
    'secret',
    'the secret to … / hidden …',
    phrases(
      'secret',
      'secrets',
      'secretly',
      'hidden',
      'hack',
      'hacks',
      'trick',
      'tricks',
      'nobody tells you',
      'no one tells you',
      'revealed',
      'exposed',
      'they dont want you',
    ),
  ),
  english(
    'comparison',
    '… vs …',
    phrases(
      'vs',
      'versus',
      'better than',
      'worse than',
      'compared',
      'instead of',
      'difference between',
      'or nothing',
    ),
  ),
  english(
    'challenge',
    'I tried … for [NUM] days',
    phrases(
      'challenge',
      'i tried',
      'we tried',
      'try not to',
      'i survived',
      'surviving',
      'last to',
      'for 24 hours',
      'for 30 days',
      'for 7 days',
      'i dare',
      'impossible',
    ),
  ),
  english(
    'story',
    'when I … / my …',
    opensWith(
      'i',
      'my',
      'when i',
      'we',
      'story time',
      'storytime',
      'pov',
      'day in',
      'the day',
      'once',
    ),
    phrases('the story of', 'my life', 'a day in'),
  ),
  english(
    'statistic',
    '[NUM] % of … / [NUM] million …',
    ({ text }) => text.includes('%') || text.includes('$') || text.includes('€'),
    phrases('percent', 'million', 'billion', 'study', 'according to', 'times more', '10x'),
  ),
  english(
    'urgency',
    'now / last chance …',
    phrases(
      'now',
      'today',
      'hurry',
      'last chance',
      'before its too late',
      'breaking',
      'limited',
      'ends soon',
      'right now',
      'urgent',
      'just announced',
    ),
  ),
  english(
    'social_proof',
    'everyone is … / [NUM] people …',
    phrases(
      'everyone',
      'everybody',
      'million people',
      'most popular',
      'viral',
      'trending',
      'best selling',
      'fans',
      'people are',
      'loved by',
    ),
  ),
  english(
    'superlative',
    'the best … / the most …',
    phrases(
      'best',
      'worst',
      'most',
      'biggest',
      'ultimate',
      'greatest',
      'fastest',
      'smallest',
      'largest',
      'top',
      'perfect',
    ),
  ),
  english(
    'authority',
    'experts say …',
    phrases(
      'expert',
      'experts',
      'doctor',
      'doctors',
      'scientist',
      'scientists',
      'science',
      'professional',
      'pro',
      'explained',
      'research',
    ),
  ),
  english('direct_address', 'you …', phrases('you', 'your', 'youre', 'youve', 'yourself')),
  english(
    'command',
    'watch … / try …',
    opensWith(
      'watch',
      'try',
      'do',
      'make',
      'get',
      'stop',
      'start',
      'look',
      'listen',
      'learn',
      'see',
      'meet',
      'take',
      'build',
      'use',
      'read',
      'join',
      'guess',
      'check',
      'save',
    ),
  ),
  english(
    'novelty',
    'new … / first …',
    phrases(
      'new',
      'first',
      'first time',
      'introducing',
      'finally',
      'official',
      'update',
      'leaked',
      'first look',
    ),
  ),
];
