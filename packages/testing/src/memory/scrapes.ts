import { accountRef, refOfName, topPercentile } from '@viral-scan/contracts';
import type { ConnectionRepository, ScrapeRepository } from '@viral-scan/scan';
import { byPercentile, knownRanks } from './ranked-posts.ts';
import { limitStatus, limitTotals, plain } from './scrape-limits.ts';
import { isOf, type MemoryState } from './state.ts';

export function memoryScrapes(
  state: MemoryState,
  connections: Pick<ConnectionRepository, 'list'>,
): ScrapeRepository {
  return {
    async resolve(principal, called) {
      const { platform, name } = called;
      const isCalled = (id: string | null): boolean =>
        id !== null && plain(`${platform}:${id}`) === plain(`${platform}:${name}`);
      const granted = (await connections.list(principal)).filter(
        (row) => row.platform === platform && row.state === 'active',
      );
      const named = granted
        .filter((row) => isCalled(row.externalId) || row.aliases.includes(name))
        .map((row) => row.externalId);
      const [known] = [...state.series.accounts.values()]
        .filter((row) => isOf(principal, row) && row.profile.platform === platform)
        .map(({ profile: { externalId: id, handle }, seenAsOwn, firstRef }) => ({
          id,
          handle,
          firstRef,
          isOwn: seenAsOwn || granted.some((row) => row.externalId === id),
        }))
        .filter(({ id, handle }) => isCalled(id) || isCalled(handle) || named.includes(id))
        .sort(
          (a, b) =>
            Number(b.isOwn) - Number(a.isOwn) ||
            Number(b.id === name) - Number(a.id === name) ||
            Number(isCalled(b.id)) - Number(isCalled(a.id)) ||
            (a.id < b.id ? -1 : 1),
        );
      if (known?.isOwn !== true && named[0] !== undefined) {
        const ref = accountRef(platform, named[0]);
        return { ref, role: 'own', partitionKey: ref };
      }
      if (known === undefined) {
        const ref = refOfName(called);
        return { ref, role: 'competitor', partitionKey: ref };
      }
      const ref = accountRef(platform, known.id);
      const role = known.isOwn ? 'own' : 'competitor';
      return { ref, role, partitionKey: known.firstRef ?? ref };
    },

    limitStatus: async (principal, ref, limit) => limitStatus(state, principal, ref, limit),
    limitTotals: async (principal, limit) => limitTotals(state, principal, limit),

    async rankedPosts(principal, query) {
      const least = query.minEngagementRate;
      const posts = knownRanks(state, principal, () => true)
        .filter((post) => query.account === null || post.account === query.account)
        .filter(({ percentile }) => !query.top1PercentOnly || percentile > topPercentile)
        .filter(({ engagementRate: { rate } }) => least === null || Math.min(1, rate ?? 0) >= least)
        .toSorted(byPercentile);
      const page = posts.slice(query.offset, query.offset + query.limit);
      return { posts: structuredClone(page), total: posts.length };
    },
  };
}
