import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundHalfEven } from '../src/sentiment/round-half-even.ts';
import { vaderScores } from '../src/sentiment/vader-scores.ts';
import { weighContrast } from '../src/sentiment/weigh-contrast.ts';

/** [text, compound, neg, neu, pos], printed by the reference: polarity_scores(text) at 44fc044. */
type Printed = readonly [string, number, number, number, number];

const rules: Readonly<Record<string, readonly Printed[]>> = {
  'a negation turns a word, also from afar': [
    ['The book was not good.', -0.3412, 0.376, 0.624, 0],
    ['never so good', 0.5777, 0, 0.348, 0.652],
    ['without doubt good', 0.6136, 0, 0.166, 0.834],
    ['I would never this ever love', 0.7184, 0, 0.5, 0.5],
  ],
  '"no" turns its neighbour instead of speaking for itself': [
    ['no good', -0.3412, 0.706, 0.294, 0],
    ['No worry', 0.3412, 0, 0.294, 0.706],
    ['no fun or joy', -0.6979, 0.743, 0.257, 0],
  ],
  'degree words strengthen and weaken': [
    ['VADER is very smart, handsome, and funny.', 0.8545, 0, 0.299, 0.701],
    ['The book was kind of good.', 0.3832, 0, 0.657, 0.343],
    ['it gives me the just enough fun', 0.4601, 0, 0.666, 0.334],
  ],
  'idioms replace their words, from the fourth word on': [
    ['The book is the shit', 0.6124, 0, 0.5, 0.5],
    ['she is bad ass', -0.25, 0.438, 0.25, 0.312],
    ['it was the bus stop death', 0, 0, 1, 0],
  ],
  '"least" turns, "at least" does not': [
    [
      'Roger Dodger is one of the least compelling variations on this theme.',
      -0.1695,
      0.132,
      0.868,
      0,
    ],
    ['Roger Dodger is at least compelling as a variation on the theme.', 0.2263, 0, 0.853, 0.147],
  ],
  '"but" weighs what follows': [
    ['good but bad', -0.5859, 0.617, 0.13, 0.253],
    ['good bad but bad bad good', -0.7876, 0.633, 0.054, 0.313],
  ],
  'capitals stress beside words that are not, in any alphabet': [
    ['It is GREAT here', 0.7034, 0, 0.383, 0.617],
    ['IT IS GREAT HERE', 0.6249, 0, 0.423, 0.577],
    ['wow ÉTÉ GOOD', 0.8143, 0, 0.119, 0.881],
  ],
  'up to four exclamation and four question marks stress': [
    ['great!!!', 0.7163, 0, 0, 1],
    ['great!!!!!!!!', 0.7405, 0, 0, 1],
    ['great??', 0.6662, 0, 0, 1],
    ['great????', 0.7236, 0, 0, 1],
  ],
  'emoji are read by their names; the newest have none yet': [
    ['a 😂', 0.4404, 0.196, 0.412, 0.392],
    ['😂good', -0.2263, 0.322, 0.678, 0],
    ['🥲 good', 0.4404, 0, 0.256, 0.744],
  ],
  'words that older copies of the lexicon lack or rate otherwise': [
    ['my heart', 0.6369, 0, 0.192, 0.808],
    ['The plan is flawed', -0.4767, 0.508, 0.492, 0],
    ['badass', 0.34, 0, 0, 1],
  ],
};

describe('VADER', () => {
  it.each(Object.entries(rules))('%s', (_, printed) => {
    for (const [text, compound, neg, neu, pos] of printed)
      expect({ text, ...vaderScores(text) }).toEqual({ text, compound, neg, neu, pos });
  });

  it('says nothing of a text without words', () => {
    for (const text of ['', ' \n\t', '\u2003\u3000'])
      expect(vaderScores(text)).toEqual({ compound: 0, neg: 0, neu: 0, pos: 0 });
  });

  it('gives scores in range for any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { compound, neg, neu, pos } = vaderScores(text);
        expect(Math.abs(compound)).toBeLessThanOrEqual(1);
        for (const share of [neg, neu, pos]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the reference quirks VADER keeps', () => {
  /** _but_check of the reference, its list changed while it is gone through. */
  function butAsWritten(valences: readonly number[], but: number): number[] {
    const list = [...valences];
    for (let k = 0; k < list.length; k++) {
      const valence = list[k] ?? 0;
      const place = list.indexOf(valence);
      if (place < but) list[place] = valence * 0.5;
      else if (place > but) list[place] = valence * 1.5;
    }
    return list;
  }

  it('"but" weighs the first of equal valences, as a list searched while it changes', () => {
    const valence = fc.constantFrom(0, 1, 2, 0.5, 3, 1.5, -1, -2, 0.75, 4);
    fc.assert(
      fc.property(
        fc.array(valence, { minLength: 1, maxLength: 40 }),
        fc.nat({ max: 39 }),
        (valences, place) => {
          const but = place % valences.length;
          const given = valences.map((value, i) => (i === but ? 0 : value));
          const weighed = Float64Array.from(given);
          weighContrast(weighed, but);
          expect([...weighed]).toEqual(butAsWritten(given, but));
        },
      ),
    );
  });

  it("rounds as Python's round(): exactly, ties to even", () => {
    expect(roundHalfEven(0.0625, 3)).toBe(0.062);
    expect(roundHalfEven(0.1875, 3)).toBe(0.188);
    expect(roundHalfEven(-0.0625, 3)).toBe(-0.062);
    expect(roundHalfEven(0.0005, 3)).toBe(0.001); // the double lies above 5e-4: Python prints 0.001
    expect(roundHalfEven(0.0015, 3)).toBe(0.002);
    expect(roundHalfEven(0.0025, 3)).toBe(0.003); // above 25e-4, no tie
    expect(roundHalfEven(0.12345, 4)).toBe(0.1235);
    expect(roundHalfEven(1, 4)).toBe(1);
  });
});
