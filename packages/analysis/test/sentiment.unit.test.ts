import type { AnalysisAccount, AnalysisPost } from '@viral-scan/contracts';
import { sentimentSchema } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import type { ScoredPosts } from '../src/sentiment/account-sentiment.ts';
import { agreeWithRatings } from '../src/sentiment/rating-agreement.ts';
import { scoreCaption } from '../src/sentiment/score-caption.ts';
import { summarizeSentiment } from '../src/sentiment/summarize-sentiment.ts';
import { vaderScores } from '../src/sentiment/vader-scores.ts';
import { spearmanInterval } from '../src/statistics/spearman-interval.ts';

const post = (i: number, caption: string | null, language: string | null = null): AnalysisPost => ({
  postId: `p${i}`,
  publishedAtMs: i * 3_600_000,
  caption,
  type: 'video',
  durationSeconds: null,
  language,
  url: null,
  tags: [],
  sound: null,
  retention: null,
  snapshots: [],
});

const account = (posts: readonly AnalysisPost[]): AnalysisAccount => ({
  accountId: 'a1',
  platform: 'instagram',
  origin: null,
  role: 'own',
  name: 'Ana',
  followers: null,
  timezone: null,
  posts,
});

const scan = (posts: readonly AnalysisPost[], residual: (i: number) => number): ScoredPosts => ({
  account: account(posts),
  posts,
  compared: posts,
  residuals: Float64Array.from(posts, (_, i) => residual(i)),
  outcome: 'engagements',
});

const captions = [
  'This is the best thing that has ever happened to us, I love it',
  'A good day for a walk in the park with all of you',
  'Here is the list of all places that we went to in March',
  'Such a bad idea, we will not do that again this year',
  'The worst day of my life, everything was horrible and sad',
] as const;
const delight = [4, 3, 2, 1, 0];

describe('the sentiment of captions', () => {
  it('is scored in English and named in other languages, emoji or not', () => {
    expect(scoreCaption(post(1, captions[0]))).toEqual({
      status: 'scored',
      compound: vaderScores(captions[0]).compound,
    });
    const german = 'Die besten Orte, die wir in diesem Jahr gesehen haben 😍😍';
    expect(scoreCaption(post(1, german))).toEqual({ status: 'not_scored', language: 'de' });
    expect(scoreCaption(post(1, '😍😍😍'))).toEqual({ status: 'not_scored', language: null });
    expect(scoreCaption(post(1, 'so good', 'en-US')).status).toBe('scored');
  });

  it('is that of its first thousand characters', () => {
    const long = `${'this is what we did on the day. '.repeat(40)} I love it, the best!`;
    expect(scoreCaption(post(1, long, 'en'))).toEqual({ status: 'scored', compound: 0 });
  });
});

describe('the sentiment of an account', () => {
  const posts = Array.from({ length: 40 }, (_, i) => post(i, captions[i % 5] ?? null));

  it('has shares by ±0.05, a mean, and its association with engagement at equal age', () => {
    const { found, evidence } = summarizeSentiment([scan(posts, (i) => delight[i % 5] ?? 0)]);
    expect(sentimentSchema.parse(found)).toEqual(found);
    expect(found.accounts[0]).toEqual({
      account_id: 'a1',
      posts_scored: 40,
      not_scored: [],
      mean_compound: -0.028,
      positive_pct: 40,
      neutral_pct: 20,
      negative_pct: 40,
      association: { rho: 1, ci_95: [1, 1], p_value: 0, posts: 40 },
    });
    expect(evidence).toEqual({
      status: 'sufficient',
      reason:
        '40 English captions scored; more positive captions had more engagements (rho 1.00, p < 0.001, 40 posts at equal age)',
      posts: 40,
      posts_needed: 10,
    });
  });

  it('counts other languages, most first, and leaves posts without a caption out', () => {
    const mixed = [
      ...posts.slice(0, 12),
      post(50, 'Tres cosas que me hubiera gustado saber antes de empezar'),
      post(51, 'Los mejores momentos del partido de esta noche'),
      post(52, '😍'),
      post(53, null),
      post(54, '  '),
    ];
    const { found, evidence } = summarizeSentiment([scan(mixed, () => 0)]);
    expect(found.accounts[0]?.not_scored).toEqual([
      { language: 'es', posts: 2 },
      { language: null, posts: 1 },
    ]);
    expect(found.accounts[0]?.posts_scored).toBe(12);
    expect(found.accounts[0]?.association).toBeNull();
    expect(evidence.reason).toBe(
      '12 English captions scored, 3 not scored (VADER reads English only; es: 2, language unknown: 1); no association with engagements told: fewer than 30 scored posts at equal age, or all alike',
    );
  });

  it('takes the languages as they are told', () => {
    const { found } = summarizeSentiment([scan(posts, () => 0)], () => ({
      language: null,
      reason: 'undecidable',
    }));
    expect(found.accounts[0]?.not_scored).toEqual([{ language: null, posts: 40 }]);
  });

  it('is insufficient where nothing is in English, and where there is nothing', () => {
    const spanish = [post(1, 'Los mejores momentos del partido de esta noche')];
    const { found, evidence } = summarizeSentiment([scan(spanish, () => 0)]);
    expect(found.accounts[0]).toMatchObject({ posts_scored: 0, mean_compound: null });
    expect(found.accounts[0]).toMatchObject({ positive_pct: null, association: null });
    expect(evidence.status).toBe('insufficient');
    expect(summarizeSentiment([]).evidence).toMatchObject({
      status: 'insufficient',
      reason: 'no account in this scan',
    });
    expect(summarizeSentiment([scan([], () => 0)]).found.accounts[0]?.posts_scored).toBe(0);
  });

  it('says which way it goes, and where it goes no way beyond chance', () => {
    const reasonFor = (residual: (i: number) => number): string =>
      summarizeSentiment([scan(posts, residual)]).evidence.reason;
    expect(reasonFor((i) => -(delight[i % 5] ?? 0))).toContain(
      'more positive captions had fewer engagements (rho -1.00, p < 0.001',
    );
    expect(reasonFor((i) => i % 8)).toContain(
      'no association with engagements beyond chance (rho 0.00',
    );
  });

  it('tells no association where all captions say the same', () => {
    const alike = posts.map((each) => ({ ...each, caption: captions[0] }));
    const { found } = summarizeSentiment([scan(alike, (i) => i)]);
    expect(found.accounts[0]?.association).toBeNull();
  });
});

describe('agreement with ratings', () => {
  it('is the correlation of compound with what people said', () => {
    const rated = captions.map((text, i) => ({ text, rating: delight[i] ?? 0 }));
    const found = agreeWithRatings(rated);
    expect(found.texts).toBe(5);
    expect(found.spearman).toBe(1);
    expect(found.pearson).toBeGreaterThan(0.9);
    expect(agreeWithRatings([])).toEqual({ texts: 0, pearson: null, spearman: null });
  });

  it("the interval of a rank correlation is Bonett and Wright's", () => {
    // tanh(atanh(.3) ± 1.959963984540054 · sqrt((1 + .3²/2) / 97)), by Python's math
    const [low, high] = spearmanInterval(0.3, 100) ?? [0, 0];
    expect(low).toBeCloseTo(0.10569088764404143, 12);
    expect(high).toBeCloseTo(0.47224215406965947, 12);
    expect(spearmanInterval(0.3, 3)).toBeNull();
  });
});
