import { nextReading, type PlanningRepository } from '@viral-scan/scan';
import { isOf, type MemoryState } from './state.ts';

const minuteMs = 60_000;

export function memoryPlanning(state: MemoryState): PlanningRepository {
  const postsOf = (...[subject, accountId]: Parameters<PlanningRepository['postsAfter']>) =>
    [...state.series.posts.values()].filter(
      (row) => isOf(subject, row) && row.accountId === accountId && !row.vanished,
    );
  return {
    async postsAfter(subject, accountId, moments) {
      const posts = postsOf(subject, accountId, moments);
      return moments.map((at) => posts.filter(({ post }) => post.publishedAt > at).length);
    },

    async nextReadings(subject, accountId, { rules, now, until, limit }) {
      const readings = postsOf(subject, accountId, []).flatMap(({ post, lastSeenMs }) => {
        const seen = { publishedAt: post.publishedAt, readAt: new Date(lastSeenMs) };
        const at = nextReading(seen, rules, now)?.getTime() ?? null;
        if (at === null) return [];
        const age = at - post.publishedAt.getTime();
        const rule = rules.findIndex(({ youngerThanMs }) => age < youngerThanMs);
        const isDue = at === now.getTime() && lastSeenMs + (rules[rule]?.everyMs ?? 0) < at;
        return [{ at, rule, isDue }];
      });
      const later = readings.filter(({ at, isDue }) => !isDue && at <= until.getTime());
      const grouped = Map.groupBy(
        later.map(({ at, rule }) => ({ at: Math.ceil(at / minuteMs) * minuteMs, rule })),
        ({ at, rule }) => `${String(at).padStart(20, '0')} ${rule}`,
      );
      return {
        due: readings.filter(({ isDue }) => isDue).length,
        upcoming: [...grouped]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, limit)
          .flatMap(([, [first, ...others]]) =>
            first === undefined
              ? []
              : [{ at: new Date(first.at), posts: 1 + others.length, rule: first.rule }],
          ),
      };
    },
  };
}
