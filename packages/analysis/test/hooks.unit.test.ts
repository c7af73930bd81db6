import { describe, expect, it } from 'vitest';
import { sharedEnglishReader } from '../src/hooks/english-reader.ts';
import { hookFamilies, matchFamilies } from '../src/hooks/families.ts';
import { readHook } from '../src/hooks/hook-words.ts';
import { openingLine } from '../src/index.ts';
import { hooksOf } from './sections.ts';
import { syntheticInput } from './synthetic-account.ts';

const familiesOf = (text: string, inEnglish = true): string[] => {
  const hook = readHook(text, inEnglish ? sharedEnglishReader().read(text) : []);
  const matched = matchFamilies(hook, inEnglish);
  return hookFamilies.filter((_, i) => matched[i] === 1).map(({ family }) => family);
};

describe('opening line', () => {
  it('is the first sentence or line, with its mark', () => {
    expect(openingLine('Stop doing this! Try that.\n#tips')).toBe('Stop doing this!');
    expect(openingLine('  \n\n  My v2.5 setup\nmore')).toBe('My v2.5 setup');
    expect(openingLine('これは何？続き')).toBe('これは何？');
    expect(openingLine('')).toBeNull();
    expect(openingLine(null)).toBeNull();
  });

  it('is cut at 120 units without splitting a character', () => {
    const line = openingLine(`${'a'.repeat(119)}😀 and more`);
    expect(line).toBe('a'.repeat(119));
    expect(openingLine('word '.repeat(60))?.length).toBeLessThanOrEqual(120);
  });
});

describe('hook families', () => {
  it.each([
    ['7 ways to cook rice', 'list_number'],
    ['How to grow tomatoes', 'how_to'],
    ['Is this the end?', 'question'],
    ['¿Por qué no?', 'question'],
    ['Don’t buy this phone', 'negation'],
    ['This is why nobody likes you', 'curiosity_gap'],
    ['The secret to good bread', 'secret'],
    ['iPhone vs Android', 'comparison'],
    ['I tried eating nothing for 30 days', 'challenge'],
    ['When I left my job', 'story'],
    ['We bought an old farm', 'story'],
    ['My morning in Oslo', 'personal'],
    ['Avoid this pan', 'warning'],
    ['The kitchen, before and after', 'before_after'],
    ['Unpopular opinion: rice is dull', 'controversy'],
    ['This will blow your mind', 'intensity'],
    ['Bread in 10 minutes', 'quick_win'],
    ['If you like rice', 'conditional'],
    ['Free shoes for all', 'offer'],
    ['This is my kitchen', 'this_pointing'],
    ['She said “no” to me', 'quotation'],
    ['and then…', 'suspense'],
    ['21 vegetarian dinners', 'list_number'],
    ['Top ten cheap phones', 'list_number'],
    ['Paint a wall', 'command'],
    ['80% of people get this wrong', 'statistic'],
    ['Last chance to join', 'urgency'],
    ['Everyone is talking about it', 'social_proof'],
    ['The best pizza in Rome', 'superlative'],
    ['Doctors explain it', 'authority'],
    ['Watch until the end', 'command'],
    ['GIANT SHARK ATTACK', 'all_caps'],
    ['so good 🔥', 'emoji'],
    ['3 новых способа', 'number'],
  ])('%s is of %s', (text, family) => {
    expect(familiesOf(text)).toContain(family);
  });

  it.each([
    ['I slept 3 hours for 30 days', 'list_number'],
    ['7 years ago', 'list_number'],
    ['Nine people sing', 'command'],
    ['I like rice', 'story'],
  ])('%s is not of %s', (text, family) => {
    expect(familiesOf(text)).not.toContain(family);
  });

  it('leave plain statements alone', () => {
    expect(familiesOf('a quiet afternoon by the lake')).toEqual([]);
  });

  it('say which of them read words of a language', () => {
    const free = hookFamilies
      .filter(({ language }) => language === null)
      .map(({ family }) => family);
    expect(free).toEqual([
      'question',
      'number',
      'all_caps',
      'emoji',
      'exclamation',
      'suspense',
      'quotation',
    ]);
    expect(new Set(hookFamilies.map(({ family }) => family)).size).toBe(hookFamilies.length);
  });

  it('take a megabyte of hostile text in linear time', () => {
    const size = 1_000_000;
    const hostile = [
      'a'.repeat(size),
      ' '.repeat(size),
      "'".repeat(size),
      'how to '.repeat(size / 7),
      '1 '.repeat(size / 2),
      '?!.'.repeat(size / 3),
      '😀'.repeat(size / 4),
      'A1 '.repeat(size / 3),
    ];
    for (const text of hostile) {
      const hook = readHook(text);
      expect(matchFamilies(hook, true)).toHaveLength(hookFamilies.length);
      expect(openingLine(text)?.length ?? 0).toBeLessThanOrEqual(120);
    }
  });
});

const captions = [
  'Is this any good?',
  'Watching paint dry',
  'Rice for dinner',
  'A long road north',
];
const withHooks = (seed: number, effect: number) =>
  hooksOf(
    syntheticInput({
      seed,
      days: 150,
      caption: (_, random) => captions[Math.floor(random() * captions.length)] ?? '',
      captionEffect: (caption) => (caption.endsWith('?') ? effect : 0),
    }),
  );

describe('hooks', () => {
  it('a planted family is found with its lift, examples and corrected p-value', () => {
    const [hook] = withHooks(1, Math.log(1.8)).hooks;
    expect(hook).toMatchObject({
      family: 'question',
      template: '… ?',
      examples: ['Is this any good?'],
    });
    expect(hook?.lift_pct).toBeGreaterThan(40);
    expect(hook?.lift_pct).toBeLessThan(130);
    expect(hook?.ci_95[0]).toBeGreaterThan(0);
    expect(hook?.q_value).toBeGreaterThanOrEqual(hook?.p_value ?? 1);
  });

  it('of families tried by the dozen are found without an effect on at most 5 of 40 accounts', () => {
    const openings = [
      'How to',
      'Never',
      'Everyone wants',
      'The secret of',
      '5 easy tricks for',
      'My',
      'New:',
    ];
    const endings = [
      'your best bread?',
      'bread 🔥',
      'a doctor vs bread!',
      'bread today',
      'million loaves',
    ];
    const pick = (list: readonly string[], random: () => number) =>
      list[Math.floor(random() * list.length)] ?? '';
    const found = Array.from({ length: 40 }, (_, seed) =>
      hooksOf(
        syntheticInput({
          seed: `many ${seed}`,
          caption: (_i, random) => `${pick(openings, random)} ${pick(endings, random)}`,
        }),
      ),
    );
    expect(found[0]?.evidence.hooks.reason).toMatch(/^[12]\d families and \d+ templates tried/);
    expect(found.filter(({ hooks }) => hooks.length > 0).length).toBeLessThanOrEqual(5);
  });

  it('without a difference are refused with what was tried', () => {
    const refused = [1, 2, 3]
      .map((seed) => withHooks(seed, 0))
      .find(({ hooks }) => hooks.length === 0);
    expect(refused?.evidence.hooks.status).toBe('insufficient');
    expect(refused?.evidence.hooks.reason).toMatch(
      /^\d+ famil(y|ies)( and \d+ templates?)? tried on \d+ posts, none differs more/,
    );
  });

  it('are not credited to words that only come along with the family that works', () => {
    const texts = [
      'Are you ready?',
      'Is it over?',
      'Can you do it?',
      'Rice at home',
      'You and rice',
      'Oslo at dawn',
    ];
    const found = Array.from({ length: 10 }, (_, seed) =>
      hooksOf(
        syntheticInput({
          seed: `overlap ${seed}`,
          days: 200,
          caption: (_i, random) => texts[Math.floor(random() * texts.length)] ?? '',
          captionEffect: (caption) => (caption.endsWith('?') ? 0.6 : 0),
        }),
      ).hooks.map(({ family }) => family),
    );
    expect(found.filter((families) => families.includes('question')).length).toBe(10);
    expect(
      found.filter((families) => families.includes('direct_address')).length,
    ).toBeLessThanOrEqual(2);
  });

  it('that do worse are told, not recommended', () => {
    const { hooks, evidence } = withHooks(2, -1);
    expect(hooks).toEqual([]);
    expect(evidence.hooks.reason).toMatch(/worse: question \(-\d+ %\)/);
  });
});
