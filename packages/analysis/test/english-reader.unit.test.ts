import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishReader } from '../src/hooks/english-reader.ts';
import { spelledOut, wordsOf } from '../src/hooks/plain-words.ts';

const reader = englishReader();
const tagsOf = (text: string): string =>
  reader
    .read(text)
    .map(({ word, part, lemma }) => `${word}/${part}/${lemma}`)
    .join(' ');

describe('English reader', () => {
  it('gives words, parts of speech and lemmas', () => {
    expect(tagsOf('7 easy ways to cook pasta without burning it')).toBe(
      '7/NUM/7 easy/ADJ/easy ways/NOUN/way to/PART/to cook/VERB/cook pasta/NOUN/pasta without/ADP/without burning/VERB/burn it/PRON/it',
    );
    expect(tagsOf('What happens when you’ve never slept')).toBe(
      "what/PRON/what happens/VERB/happen when/ADV/when you've/PRON/you've never/ADV/never slept/VERB/sleep",
    );
  });

  it('takes "-ing" after "stop" or "without" for the verb it is', () => {
    expect(tagsOf('stop wasting money')).toBe('stop/VERB/stop wasting/VERB/waste money/NOUN/money');
    expect(tagsOf('without spring')).toBe('without/ADP/without spring/NOUN/spring');
  });

  it('reads Title Case and capitals as it reads small letters', () => {
    const text = 'how to build a house without losing money';
    expect(tagsOf('How To Build A House Without Losing Money')).toBe(tagsOf(text));
    expect(tagsOf(text.toUpperCase())).toBe(tagsOf(text));
  });

  it('gives one entry for each word, whatever the text, and the same whatever was read before', () => {
    const soup = fc.oneof(
      fc.string({ maxLength: 120 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc
        .array(
          fc.constantFrom(
            'don’t',
            "y'all's",
            'cannot',
            'gonna',
            '3rd',
            '1,000',
            'a-b',
            '__proto__',
            'constructor',
            'toString',
            '#tag',
            '@me',
            'https://a.b/c',
            'café',
            '🔥',
            'Zxqv',
          ),
          { maxLength: 15 },
        )
        .map((words) => words.join(' ')),
    );
    const fresh = englishReader();
    fc.assert(
      fc.property(fc.array(soup, { minLength: 1, maxLength: 4 }), (texts) => {
        for (const text of texts) reader.read(text);
        for (const text of texts.toReversed()) {
          const read = reader.read(text);
          expect(read.map(({ word }) => word)).toEqual(wordsOf(text.slice(0, 400)));
          expect(fresh.read(text)).toEqual(read);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('spelled-out words', () => {
  it.each([
    ["don't", 'do not'],
    ["can't", 'can not'],
    ["won't", 'will not'],
    ["it's", 'it is'],
    ["world's", 'world'],
    ["you're", 'you are'],
    ["'cause", 'cause'],
    ['3rd', 'first'],
    ['10x', '7'],
    ['café', 'thing'],
    ['a'.repeat(40), 'thing'],
  ])('%s is given to the tagger as "%s"', (word, spelled) => {
    expect(spelledOut(word).join(' ')).toBe(spelled);
  });
});
