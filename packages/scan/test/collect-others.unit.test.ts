import { noMetrics, ReauthorizationRequired, UpstreamRefused } from '@viral-scan/contracts';
import { collectAccount, type OwnAccess } from '@viral-scan/scan';
import { everyCapability } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { grant, type PlatformRoom, platformRoom } from './platform-room.ts';
import { attempt, collectDeps, own } from './scan-room.ts';

/** The account of somebody else, on a platform that shows it to whoever is connected. */
let room: PlatformRoom;
let scanId: string;
beforeEach(async () => {
  room = await platformRoom();
  for (const [id, daysAgo] of [
    ['a', 1],
    ['b', 10],
  ] as const) {
    room.publish(id, daysAgo);
  }
  room.posts.splice(0, 2, ...room.posts.map((each) => ({ ...each, metrics: noMetrics })));
});

const through = (): OwnAccess['connector'] => ({
  ...room.connector,
  access: 'public',
  capabilities: { ...everyCapability, shares: 'offered to owners only' },
  fetchInsights: null,
  fetchAccountDays: null,
});
async function collect(
  accessToOthers: OwnAccess | null,
  platform = 'youtube',
  role: 'own' | 'competitor' = 'competitor',
) {
  const accountRef = own.replace('youtube', platform);
  scanId = await room.initiated({
    steps: [{ stepKey: 'collect-0', kind: 'collect-account', accountRef, role }],
  });
  const asked: string[] = [];
  const outcome = await collectAccount(
    {
      ...collectDeps(room, null),
      ownAccounts: {
        accessTo: async () => null,
        accessToOthers: async (_subject, named) => {
          asked.push(named);
          return accessToOthers;
        },
      },
    },
    room.who,
    { scanId, stepKey: 'collect-0' },
    attempt(),
  );
  const { coverage } = await room.step(scanId, 'collect-0');
  return { outcome, coverage, asked };
}

describe('an account of somebody else that only those who are connected may see', () => {
  it('is read with the token of an own account, as anyone', async () => {
    const tokens: (string | null)[] = [];
    room.before = (_call, { accessToken }) => void tokens.push(accessToken);
    const { outcome, coverage } = await collect(grant(through()));
    expect(outcome).toMatchObject({ outcome: 'completed', postsFound: 2 });
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(coverage).toMatchObject({ access: 'public', role: 'competitor', status: 'complete' });
  });

  it('says that its posts have no counters, also when nothing had to be read', async () => {
    const first = await collect(grant(through()));
    const asked = room.calls.length;
    const second = await collect(grant(through()));
    expect(room.calls).toHaveLength(asked);
    for (const { coverage } of [first, second]) {
      expect(coverage).toMatchObject({
        reason: 'the source shows no counters for 2 of the posts at this moment',
        posts_without_metrics: 2,
        not_offered: { shares: 'offered to owners only' },
      });
    }
  });

  it.each([
    ['threads', 'accounts of others can be read there once an own one is connected'],
    ['tiktok', 'accounts of others are not read there'],
  ])('on %s tells what would help where nobody is connected', async (platform, help) => {
    const { outcome, coverage, asked } = await collect(null, platform);
    expect(outcome).toMatchObject({ outcome: 'failed', errorCode: 'not_offered' });
    expect(coverage?.reason).toBe(`without a grant nothing can be read of ${platform}: ${help}`);
    expect(asked).toEqual([platform]);
  });

  it('that should be the user’s own is not read in this way', async () => {
    const { asked, coverage } = await collect(grant(through()), 'threads', 'own');
    expect(asked).toEqual([]);
    expect(coverage).toMatchObject({ status: 'unavailable', access: 'public' });
  });

  it('leaves the grant alone when it may not look, and gives up one that is dead', async () => {
    const given: string[] = [];
    const access = grant(through(), { giveUp: async (reason) => void given.push(reason) });
    room.before = () => {
      throw new UpstreamRefused('lacks a permission for others');
    };
    expect((await collect(access)).coverage).toMatchObject({
      status: 'unavailable',
      reason: 'lacks a permission for others',
    });
    expect(given).toEqual([]);
    room.before = () => {
      throw new ReauthorizationRequired('taken back');
    };
    await collect(access);
    expect(given).toEqual(['taken back']);
  });
});
