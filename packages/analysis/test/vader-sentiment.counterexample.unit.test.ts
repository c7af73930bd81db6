import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { vaderScores } from '../src/sentiment/vader-scores.ts';

interface Scores {
  readonly compound: number;
  readonly neg: number;
  readonly neu: number;
  readonly pos: number;
}
interface VaderSentiment {
  readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): Scores };
}

/** The package ships no types. */
const { SentimentIntensityAnalyzer } = createRequire(import.meta.url)(
  'vader-sentiment',
) as VaderSentiment;
const port = (text: string): Scores => SentimentIntensityAnalyzer.polarity_scores(text);

/** Expected numbers are the reference's: vaderSentiment at 44fc044. */
describe('vader-sentiment 1.1.3 is not the reference', () => {
  it('reads no emoji', () => {
    expect(vaderScores('a 😂').compound).toBe(0.4404);
    expect(port('a 😂').compound).toBe(0);
  });

  it('does not count emoticons and short words as words', () => {
    expect(vaderScores('I love this feeling. :D')).toEqual({
      compound: 0.8707,
      neg: 0,
      neu: 0.169,
      pos: 0.831,
    });
    expect(port('I love this feeling. :D')).toEqual({
      compound: 0.8668,
      neg: 0,
      neu: 0.093,
      pos: 0.907,
    });
  });

  it('misses a negation at the start of a text', () => {
    expect(vaderScores('Not bad at all').compound).toBe(0.431);
    expect(port('Not bad at all').compound).toBe(-0.5423);
  });

  it('has an older lexicon', () => {
    expect(vaderScores('my heart').compound).toBe(0.6369);
    expect(port('my heart').compound).toBe(0);
    expect(vaderScores('badass').compound).toBe(0.34);
    expect(port('badass').compound).toBe(-0.1531);
  });
});
