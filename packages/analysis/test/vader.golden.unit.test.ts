import { describe, expect, it } from 'vitest';
import { vaderScores } from '../src/sentiment/vader-scores.ts';
import { readGolden } from './golden.ts';

interface VaderGolden {
  readonly cases: readonly {
    text: string;
    compound: number;
    neg: number;
    neu: number;
    pos: number;
  }[];
}

const golden = readGolden<VaderGolden>('vader.json');

describe.skipIf(golden === null)('golden: VADER', () => {
  it('equals the reference to the printed decimals on every text', () => {
    const cases = golden?.cases ?? [];
    expect(cases.length).toBeGreaterThan(0);
    for (const { text, ...scores } of cases) {
      expect({ text, ...vaderScores(text) }).toEqual({ text, ...scores });
    }
  });
});
