import { expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import { tellApart } from '../src/report/tell-apart.ts';

const account = (
  platform: 'youtube' | 'tiktok',
  name: string | null,
  role: 'own' | 'competitor',
) => ({
  accountId: `${platform}:${name}`,
  platform,
  origin: null,
  role,
  name,
  followers: null,
  timezone: null,
  posts: [],
});
const accounts = [
  account('youtube', 'One', 'own'),
  account('tiktok', 'One', 'own'),
  account('youtube', 'Two', 'competitor'),
  account('tiktok', null, 'competitor'),
];

it('accounts of one name are told apart by their platform, others keep theirs', () => {
  expect(tellApart(accounts).map(({ name }) => name)).toEqual([
    'One (youtube)',
    'One (tiktok)',
    'Two',
    null,
  ]);
});

it('reasons tell them apart, and the accounts of a report keep their names', () => {
  const report = analyze({ asOfMs: 0, fromMs: -1, timezone: 'UTC', accounts });
  expect(report.accounts.map(({ name }) => name)).toEqual(['One', 'One', 'Two', null]);
  expect(report.evidence.accuracy.reason).toMatch(/One \(youtube\): .*; One \(tiktok\): /);
});
