import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedEnglishReader } from '../src/hooks/english-reader.ts';
import { readHook } from '../src/hooks/hook-words.ts';
import { countItems } from '../src/hooks/item-counts.ts';
import { mineTemplates } from '../src/hooks/mined-templates.ts';
import { growOpenings, itemsOf, membersOf } from '../src/hooks/opening-tree.ts';
import { type TemplateItem, templateItems } from '../src/hooks/template-items.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { captionOfBank } from './hook-captions.ts';
import { hooksOf } from './sections.ts';
import { syntheticInput } from './synthetic-account.ts';

const read = (text: string) => readHook(text, sharedEnglishReader().read(text));
const captions = (seed: string, count: number, templates?: readonly string[]) => {
  const random = randomFor(seed);
  return Array.from({ length: count }, () => captionOfBank(random, templates));
};

describe('template items', () => {
  const { tagged } = read('7 easy ways to cook pasta without burning it');

  const words = (withAdjectives: boolean, most = 20) =>
    templateItems(tagged, withAdjectives, most).map(({ word, slot }) => slot ?? word);

  it('are words of form and slots', () => {
    expect(words(true).join(' ')).toBe('[NUM] [ADJ] [NOUN] to [VERB] [NOUN] without [VERB] it');
    expect(words(true, 3)).toHaveLength(3);
  });

  it('do without adjectives in the loose reading', () => {
    expect(words(false).join(' ')).toBe('[NUM] [NOUN] to [VERB] [NOUN] without [VERB] it');
  });

  it('hold a compound as one', () => {
    const items = templateItems(read('the kitchen garden wall of 3 500 bricks').tagged, true, 20);
    expect(items.map(({ word }) => word).join(' ')).toBe('the [NOUN] of [NUM] bricks');
  });
});

describe('openings', () => {
  const form = (texts: readonly string[]): TemplateItem[][] =>
    texts.map((text) =>
      text
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => ({ word, slot: null })),
    );
  const grow = (rows: readonly (readonly TemplateItem[])[], fewest: number, longest: number) =>
    growOpenings(rows, countItems(rows), fewest, longest);

  it('are the beginnings that enough sequences share', () => {
    const tree = grow(form(['a b c', 'a b d', 'a b c', 'x y', 'a', '']), 2, 5);
    const found = tree.openings.map(({ count, ending }, i) => [
      itemsOf(tree, i).join(' '),
      count,
      ending,
    ]);
    expect(found).toEqual([
      ['a', 4, 1],
      ['a b', 3, 0],
      ['a b c', 2, 2],
    ]);
    expect([...membersOf(tree, 1)]).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('keep a word that often follows, and make slots of those that stand anywhere', () => {
    const nouns = Array.from({ length: 40 }, (_, i) => `noun${i}`);
    const rows = nouns.flatMap((noun) => [
      [
        { word: '[NUM]', slot: '[NUM]' },
        { word: 'ways', slot: '[NOUN]' },
      ],
      [
        { word: 'the', slot: null },
        { word: noun, slot: '[NOUN]' },
      ],
    ]);
    const tree = grow(rows, 8, 5);
    expect(tree.openings.map((_, i) => itemsOf(tree, i).join(' ')).sort()).toEqual([
      '[NUM]',
      '[NUM] ways',
      'the',
      'the [NOUN]',
    ]);
  });

  it('have for members exactly the sequences that begin so', () => {
    const texts = fc.array(
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }).map((words) => words.join(' ')),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (rows, fewest) => {
        const tree = grow(form(rows), fewest, 4);
        tree.openings.forEach(({ count }, i) => {
          const start = `${itemsOf(tree, i).join(' ')} `;
          const expected = rows.map((row) => Number(`${row} `.startsWith(start)));
          expect([...membersOf(tree, i)]).toEqual(expected);
          expect(count).toBe(expected.reduce((sum, each) => sum + each, 0));
        });
      }),
    );
  });
});

describe('mined templates', () => {
  it('find the forms an account writes in', () => {
    const hooks = captions('forms', 300).map(read);
    const found = mineTemplates(hooks, [], 8).map(({ template }) => template);
    expect(found).toContain('[NUM] ways to [VERB] [NOUN] without [VERB]');
    expect(found.length).toBeLessThanOrEqual(12);
    expect(new Set(found).size).toBe(found.length);
  });

  it('leave out what too few hooks are of or not of, and what is known', () => {
    const hooks = captions('few', 200).map(read);
    const sizes = mineTemplates(hooks, [], 8).map(({ members }) =>
      members.reduce((sum, each) => sum + each, 0),
    );
    expect(sizes.length).toBeGreaterThan(3);
    for (const size of sizes) {
      expect(size).toBeGreaterThanOrEqual(8);
      expect(size).toBeLessThanOrEqual(192);
    }
    const known = mineTemplates(hooks, [], 8).map(({ members }) => members);
    const others = mineTemplates(hooks, known, 8).map(({ members }) => members.join(''));
    for (const each of known) expect(others).not.toContain(each.join(''));
    expect(mineTemplates([], [], 8)).toEqual([]);
    expect(mineTemplates(hooks.slice(0, 7), [], 8)).toEqual([]);
    expect(
      mineTemplates(
        hooks.map(() => read('the same thing again')),
        [],
        8,
      ),
    ).toEqual([]);
  });

  it('take hostile hooks by the thousand', () => {
    const hostile = ['a '.repeat(60), '1 a '.repeat(30), "don't ".repeat(20), '🔥'.repeat(60), ''];
    const hooks = Array.from({ length: 5_000 }, (_, i) => read(hostile[i % hostile.length] ?? ''));
    expect(mineTemplates(hooks, [], 8).length).toBeLessThanOrEqual(12);
  });

  it('are named in the report with their verbs where they do better', () => {
    const planted = [
      'After the {noun} we {verb} the {noun}',
      'The {noun} of a {noun}',
      'Some {adj} {noun}',
      'A {noun} to {verb}',
    ];
    const { hooks, evidence } = hooksOf(
      syntheticInput({
        seed: 'planted template',
        days: 200,
        caption: (_, random) => captionOfBank(random, planted),
        captionEffect: (caption) => (caption.startsWith('After') ? 0.7 : 0),
      }),
    );
    expect(hooks[0]?.family).toBe('template');
    expect(hooks[0]?.template).toMatch(/^after the \[NOUN\] we/);
    expect(hooks[0]?.verbs).toContain('cook');
    expect(evidence.hooks.reason).toMatch(/and \d+ templates tried on/);
  });
});
