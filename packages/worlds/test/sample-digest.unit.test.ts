import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type SampleWorld, sampleWorld } from '../src/index.ts';

const at = new Date('2026-05-05T05:05:05Z');
const digestOf = (picture: unknown): string =>
  createHash('sha256').update(JSON.stringify(picture)).digest('hex');

/**
 * Each was taken from the world as it was when it got that platform: whatever is added to it later
 * moves nothing of what was there.
 */
test.each([
  [1, 'f246929432e8b40d36e3270c17f0e9d70e809cfda214ee3d478e47cee16db260'],
  [7, '98c2c8053805bf9b8b4c4503be81c39431d41883ea0b56eede22ba37773b6018'],
])('channels, videos and counters of seed %i are what they always were', (seed, digest) => {
  const world = sampleWorld(seed);
  const {
    dropOff: _dropOff,
    tiktok: _tiktok,
    instagram: _instagram,
    threads: _threads,
    ...truth
  } = world.truth;
  const picture = [
    truth,
    world.channels,
    world.channels.map(({ id }) => [
      id,
      world.channelStatistics(id, at),
      world.channelStatistics(id, world.endsAt),
    ]),
    world.channels
      .flatMap(({ id }) => world.videosOf(id, world.endsAt))
      .map((video) => [
        video,
        world.statistics(video.id, at),
        world.statistics(video.id, world.endsAt),
      ]),
  ];
  expect(digestOf(picture)).toBe(digest);
});

const tiktokPicture = ({ truth, tiktok, endsAt }: SampleWorld) => [
  truth.tiktok,
  tiktok.accounts.map((account) => [
    account,
    tiktok.totals(account.openId, at),
    tiktok.day(account.openId, '2026-05-03', at),
    tiktok
      .postsBefore(account.openId, endsAt, 1_000, endsAt)
      .map((post) => [post, tiktok.figures(post.id, at), tiktok.figures(post.id, endsAt)]),
  ]),
];

const instagramPicture = ({ truth, instagram, endsAt }: SampleWorld) => [
  truth.instagram,
  instagram.accounts.map((account) => [
    account,
    instagram.totals(account.id, at),
    ['2026-05-01', '2026-05-02', '2026-05-03'].map((day) => instagram.day(account.id, day, at)),
    instagram.followersBy(account.id, 'city', at),
    instagram
      .mediaBefore(account.id, endsAt, 1_000, endsAt)
      .map((media) => [
        media,
        instagram.figures(media.id, at),
        instagram.figures(media.id, endsAt),
      ]),
  ]),
];

const threadsPicture = ({ truth, threads, endsAt }: SampleWorld) => [
  truth.threads,
  threads.profiles.map((profile) => [
    profile,
    threads.totals(profile.id, at),
    threads.day(profile.id, '2026-05-03', at),
    threads.followersBy(profile.id, 'country', at),
    threads
      .postsBefore(profile.id, endsAt, 1_000, endsAt)
      .map((post) => [post, threads.figures(post.id, at), threads.figures(post.id, endsAt)]),
  ]),
];

test.each([
  ['TikTok', 1, tiktokPicture, '4735ead1b23d1417f324c164e0b974207c3e806ee19d8166e307a69067b87e3a'],
  ['TikTok', 7, tiktokPicture, '1eb523daca38b78c7ea50f6fa4fcf836d364b80b5875dd87060063f205156bcf'],
  [
    'Instagram',
    1,
    instagramPicture,
    'd4ae7b1240243a5fbbac88297bdd017e7b047a7b7af05504f66975bac27bc2cb',
  ],
  [
    'Instagram',
    7,
    instagramPicture,
    'dfaece803c6e0935b70af7ab42594f7138edee20522006d30de8b64e9dc2ea99',
  ],
  [
    'Threads',
    1,
    threadsPicture,
    '9a34ad8e2852d4f10e12d31fbf459387bcb99ff081a2164678dab239c92bf88a',
  ],
  [
    'Threads',
    7,
    threadsPicture,
    '479cba0120e29a58765d318d1ae84c037f46c84b0f779b56fed7ee37e8765bd6',
  ],
] as const)('%s of seed %i is what it always was', (_platform, seed, pictureOf, digest) => {
  expect(digestOf(pictureOf(sampleWorld(seed)))).toBe(digest);
});
