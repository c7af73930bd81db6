import type {
  AccountDay,
  AudienceActivity,
  AudienceGroup,
  CollectedPost,
  Connector,
  ConnectorCall,
  NewScan,
} from '@viral-scan/contracts';
import { type CollectOutcome, collectAccount, type OwnAccess } from '@viral-scan/scan';
import { everyCapability, metrics, newScan, post, profile } from '@viral-scan/testing';
import { attempt, collectDeps, own, type ScanRoom, scanRoom } from './scan-room.ts';

const dayMs = 86_400_000;

/** A platform whose posts come and go; pages of two, lookups and insights of two. */
export interface PlatformRoom extends ScanRoom {
  /** Newest first, as of the clock. */
  readonly posts: CollectedPost[];
  /** What was asked, such as `page 0`, `posts a,b`, `insights a`, `days 2026-04-02..2026-06-01`. */
  readonly calls: string[];
  before: (call: string, options: ConnectorCall) => void | Promise<void>;
  days: readonly AccountDay[];
  activity: AudienceActivity | null;
  /** Null: it does not ask for them. */
  groups: readonly AudienceGroup[] | null;
  publish(id: string, daysAgo: number): void;
  vanish(id: string): void;
  /** Scans the account anew, in the role of its owner with a grant unless told otherwise. */
  scan(known?: Partial<NewScan['parameters']>, access?: OwnAccess | null): Promise<CollectOutcome>;
  /** Goes on with the last scan's step. */
  goOn(access?: OwnAccess | null): Promise<CollectOutcome>;
  readonly connector: Connector;
  readonly lastScanId: () => string;
}

export const grant = (connector: Connector, known: Partial<OwnAccess> = {}): OwnAccess => ({
  connector,
  token: async () => 'token-1',
  renew: async () => 'token-2',
  giveUp: async () => undefined,
  ...known,
});

export async function platformRoom(
  realNowMs: () => number = () => Date.now(),
): Promise<PlatformRoom> {
  const room = await scanRoom(realNowMs);
  const calls: string[] = [];
  const posts: CollectedPost[] = [];
  let scanId = '';
  const answer = async (call: string, options: ConnectorCall): Promise<void> => {
    calls.push(call);
    await made.before(call, options);
  };
  const connector: Connector = {
    platform: 'youtube',
    source: 'youtube-data-api',
    access: 'own',
    grant: 'youtube',
    capabilities: { ...everyCapability, saves: 'not offered by YouTube' },
    batch: { posts: 2, insights: 2 },
    async fetchAccount(_ref, options) {
      await answer('account', options);
      return { profile: profile(), cursor: '0' };
    },
    async fetchPostsPage({ cursor, since }, options) {
      await answer(`page ${cursor}`, options);
      const start = 2 * Number(cursor);
      const page = posts.slice(start, start + 2);
      const isEnd =
        start + 2 >= posts.length || page.every((each) => each.post.publishedAt <= since);
      return {
        posts: page.filter((each) => each.post.publishedAt > since),
        nextCursor: isEnd ? null : String(Number(cursor) + 1),
      };
    },
    async fetchPosts({ ids }, options) {
      await answer(`posts ${ids.join(',')}`, options);
      return posts.filter((each) => ids.includes(each.post.externalId));
    },
    async fetchInsights({ posts: asked }, options) {
      await answer(`insights ${asked.map(({ externalId }) => externalId).join(',')}`, options);
      return asked.map(({ externalId }) => ({
        externalId,
        retention: { seconds: [0, 1], shares: [1, 0.5] },
        watch: { totalSeconds: 100, averageSeconds: 10, fullyWatchedShare: 0.1 },
        shares: 3,
      }));
    },
    async fetchAccountDays({ from, to }, options) {
      await answer(`days ${from}..${to}`, options);
      const { days, activity, groups } = made;
      return { days, activity, ...(groups !== null && { groups }) };
    },
  };
  const collect = (access: OwnAccess | null): Promise<CollectOutcome> =>
    collectAccount(
      {
        ...collectDeps(room, access === null ? { ...connector, access: 'public' } : null),
        ownAccounts: { accessTo: async () => access, accessToOthers: async () => access },
      },
      room.who,
      { scanId, stepKey: 'collect-0' },
      attempt(),
    );
  const made: PlatformRoom = {
    ...room,
    posts,
    calls,
    connector,
    before: () => undefined,
    days: [],
    activity: null,
    groups: null,
    publish(id, daysAgo) {
      const publishedAt = new Date(room.clock.now().getTime() - daysAgo * dayMs);
      posts.unshift({
        post: post({ externalId: id, publishedAt }),
        metrics: metrics({ views: 1 }),
        retention: null,
      });
      posts.sort((a, b) => b.post.publishedAt.getTime() - a.post.publishedAt.getTime());
    },
    vanish(id) {
      posts.splice(
        posts.findIndex((each) => each.post.externalId === id),
        1,
      );
    },
    async scan(known = {}, access = grant(connector)) {
      const { parameters } = newScan();
      scanId = await room.initiated({
        parameters: { ...parameters, accounts: [own], ...known },
      });
      return collect(access);
    },
    goOn: (access = grant(connector)) => collect(access),
    lastScanId: () => scanId,
  };
  return made;
}
