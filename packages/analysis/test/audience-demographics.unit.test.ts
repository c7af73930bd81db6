import type { AnalysisAccount, AudienceGroup } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { findAudienceDemographics } from '../src/audience/audience-demographics.ts';

const capturedAtMs = Date.parse('2026-06-01T12:00:00Z');
const account = (
  groups: readonly AudienceGroup[] | null,
  known: Partial<AnalysisAccount> = {},
): AnalysisAccount => ({
  accountId: 'instagram:one',
  platform: 'instagram',
  origin: null,
  role: 'own',
  name: 'One',
  followers: 1_000,
  timezone: null,
  demographics: groups && { capturedAtMs, groups },
  posts: [],
  ...known,
});
const group = (
  dimension: AudienceGroup['dimension'],
  name: string,
  share: number,
  count: number | null = null,
): AudienceGroup => ({ dimension, name, share, count });

describe('audience demographics', () => {
  it('are told by dimension, most first, as the platform named and counted them', () => {
    const { found, evidence } = findAudienceDemographics([
      account([
        group('country', 'DE', 0.4, 40),
        group('age', '25-34', 1 / 3, 20),
        group('country', 'US', 0.6, 60),
        group('age', '18-24', 1 / 3, 20),
        group('age', '35-44', 0.333_333_4, 21),
      ]),
    ]);
    const whose = {
      account_id: 'instagram:one',
      platform: 'instagram',
      captured_at: '2026-06-01T12:00:00.000Z',
    };
    expect(found).toEqual([
      {
        ...whose,
        dimension: 'age',
        groups: [
          { name: '35-44', share: 0.333333, count: 21 },
          { name: '18-24', share: 0.333333, count: 20 },
          { name: '25-34', share: 0.333333, count: 20 },
        ],
      },
      {
        ...whose,
        dimension: 'country',
        groups: [
          { name: 'US', share: 0.6, count: 60 },
          { name: 'DE', share: 0.4, count: 40 },
        ],
      },
    ]);
    expect(evidence).toEqual({
      status: 'sufficient',
      reason: 'followers by age, country',
      posts: 0,
      posts_needed: null,
    });
  });

  it.each([
    ['insufficient', {}, 'its platform told nothing of who its followers are'],
    ['not_offered', { notOffered: { demographics: 'no, said it' } }, 'no, said it'],
  ])('that are not there are %s, with the reason', (status, known, reason) => {
    for (const groups of [null, []]) {
      const { found, evidence } = findAudienceDemographics([account(groups, known)]);
      expect([found, evidence]).toEqual([[], { status, reason, posts: 0, posts_needed: null }]);
    }
  });

  it('tell accounts apart', () => {
    const other = account(null, { name: 'Two', notOffered: { demographics: 'not offered' } });
    const { found, evidence } = findAudienceDemographics([account([group('age', 'x', 1)]), other]);
    expect(found.map(({ account_id: id }) => id)).toEqual(['instagram:one']);
    expect(evidence).toMatchObject({
      status: 'sufficient',
      reason: 'One: followers by age; Two: not offered',
    });
  });
});
