import {
  audienceDimensions,
  InvalidInput,
  type KnownPost,
  retentionProblem,
} from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ConnectorSession, connectorSession, declaredBy } from './connector-session.ts';
import type { ConnectorUnderTest } from './connector-under-test.ts';

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** Registers what insights and days promise, of a connector that offers them. */
export function connectorFiguresConformance(name: string, open: () => ConnectorUnderTest): void {
  const declared = declaredBy(open);
  if (declared.fetchInsights !== null) insightsConformance(name, open);
  if (declared.fetchAccountDays !== null) daysConformance(name, open);
}

function insightsConformance(name: string, open: () => ConnectorUnderTest): void {
  describe(`insights of ${name}`, () => {
    let session: ConnectorSession;
    beforeEach(() => {
      session = connectorSession(open);
    });
    const fetchInsights = async (posts: readonly KnownPost[]) => {
      const { connector, under, call } = session;
      return connector.fetchInsights?.({ ref: under.ref, posts }, call) ?? [];
    };

    it('are of the posts asked for, with valid figures', async () => {
      const { connector, listAll } = session;
      const posts = (await listAll()).posts.map(({ post }) => post);
      const insights = await fetchInsights(posts.slice(0, connector.batch.insights));
      const ids = insights.map(({ externalId }) => externalId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(posts.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(ids));
      for (const { retention, watch, shares } of insights) {
        expect(retention === null ? null : retentionProblem(retention)).toBeNull();
        expect(shares === null || (Number.isSafeInteger(shares) && shares >= 0)).toBe(true);
        for (const value of Object.values(watch ?? {})) {
          expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
        }
      }
      const { retention, watch_time } = connector.capabilities;
      if (retention === true) expect(insights.some((one) => one.retention !== null)).toBe(true);
      if (watch_time === true) expect(insights.some(({ watch }) => watch !== null)).toBe(true);
    });

    it('are not asked for when no post is wanted', async () => {
      expect(await fetchInsights([])).toEqual([]);
      expect(session.asked).toEqual([]);
    });

    it('are refused when they are too many for one call', async () => {
      const posts = Array.from({ length: session.connector.batch.insights + 1 }, (_, index) => ({
        externalId: `1${index}`,
        publishedAt: new Date('2026-08-01T00:00:00Z'),
        durationSeconds: 60,
      }));
      await expect(fetchInsights(posts)).rejects.toBeInstanceOf(InvalidInput);
      expect(session.asked).toEqual([]);
    });
  });
}

function daysConformance(name: string, open: () => ConnectorUnderTest): void {
  describe(`days of ${name}`, () => {
    let session: ConnectorSession;
    beforeEach(() => {
      session = connectorSession(open);
    });
    const fetchDays = async (from: string, to: string) => {
      const { connector, under, call } = session;
      if (connector.fetchAccountDays === null) throw new Error('offers no days');
      return connector.fetchAccountDays({ ref: under.ref, from, to }, call);
    };

    it('are within what was asked for, each once, in order', async () => {
      const { days, activity } = await fetchDays('2026-08-01', '2026-08-20');
      const dates = days.map(({ day }) => day);
      expect(dates.length).toBeGreaterThan(0);
      expect(dates).toEqual([...new Set(dates)].toSorted());
      for (const day of dates) {
        expect(day).toMatch(dayShape);
        expect(day >= '2026-08-01' && day <= '2026-08-20').toBe(true);
      }
      for (const { hour, count, day } of activity?.hours ?? []) {
        expect(Number.isInteger(hour) && hour >= 0 && hour <= 23).toBe(true);
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        expect(day).toMatch(dayShape);
      }
      const offersActivity = session.connector.capabilities.audience_activity === true;
      expect(activity !== null).toBe(offersActivity);
    });

    it('come with groups of followers where they are offered, each once, with shares of 1', async () => {
      const { groups = [] } = await fetchDays('2026-08-01', '2026-08-20');
      const keys = groups.map(({ dimension, name }) => `${dimension} ${name}`);
      expect(keys).toEqual([...new Set(keys)]);
      for (const { dimension, name, count, share } of groups) {
        expect(audienceDimensions).toContain(dimension);
        expect(name).not.toBe('');
        expect(count === null || (Number.isSafeInteger(count) && count >= 0)).toBe(true);
        expect(share >= 0 && share <= 1).toBe(true);
      }
      expect(groups.length > 0).toBe(session.connector.capabilities.demographics === true);
    });

    it.each([
      ['from', '2026-8-1', '2026-08-20'],
      ['to', '2026-08-01', '2026-02-30'],
      ['from', '2026-08-02', '2026-08-01'],
    ])('with a wrong `%s` are refused before anything is asked', async (field, from, to) => {
      await expect(fetchDays(from, to)).rejects.toMatchObject({ code: 'invalid_input', field });
      expect(session.asked).toEqual([]);
    });
  });
}
