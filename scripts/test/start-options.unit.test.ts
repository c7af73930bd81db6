import { describe, expect, it, test } from 'vitest';
import { chooseAccounts } from '../start/accounts.ts';
import { parseOptions, UsageError } from '../start/options.ts';

describe('the options of npm start', () => {
  it('are a sample world that stays up, by default', () => {
    expect(parseOptions([])).toEqual({
      once: false,
      world: 'sample',
      seed: 1,
      postsFile: null,
      snapshotsFile: null,
      account: null,
      competitors: [],
      lookbackDays: null,
      timezone: null,
    });
  });

  it('of a file make it its own world', () => {
    const options = parseOptions(['--posts', 'a.csv', '--snapshots', 'b.csv', '--competitor', 'x']);
    expect(options).toMatchObject({
      world: 'file',
      postsFile: 'a.csv',
      snapshotsFile: 'b.csv',
      competitors: ['x'],
    });
  });

  test.each([
    [['--world', 'mars'], '--world mars'],
    [['--world', 'file'], '--world file'],
    [['--world', 'sample', '--posts', 'a.csv'], 'exclude each other'],
    [['--snapshots', 'a.csv'], '--snapshots needs --posts'],
    [['--lookback-days', '0'], '--lookback-days 0'],
    [['--lookback-days', '1.5'], '--lookback-days 1.5'],
    [['--seed', '-1'], '--seed'],
    [['--timezone', 'Mars/Olympus'], '--timezone Mars/Olympus'],
    [['--wrold', 'sample'], '--wrold'],
    [['stray'], 'stray'],
  ])('%j are refused by name', (argv, named) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
    expect(() => parseOptions(argv)).toThrow(named);
  });
});

describe('the accounts of a first scan', () => {
  const candidates = [
    { ref: 'youtube:UCa', name: 'Large' },
    { ref: 'youtube:UCb', name: 'Middle' },
    { ref: 'youtube:UCc', name: 'Small' },
    { ref: 'youtube:UCd', name: 'Tiny' },
  ];
  const refs = (wished: { account: string | null; competitors: string[] }) => {
    const { own, competitors } = chooseAccounts(candidates, wished);
    return [own.ref, ...competitors.map(({ ref }) => ref)];
  };

  it('are the largest and the next two', () => {
    expect(refs({ account: null, competitors: [] })).toEqual([
      'youtube:UCa',
      'youtube:UCb',
      'youtube:UCc',
    ]);
  });

  it.each(['file:facebook/x', 'facebook/x', 'file:x', 'x'])(
    'are found behind a label: %s',
    (account) => {
      const labelled = ['file:twitter/y', 'file:facebook/x', 'file:facebook/y'].map((ref) => ({
        ref,
        name: 'A page',
      }));
      const wish = (wished: string) =>
        chooseAccounts(labelled, { account: wished, competitors: [] });
      expect(wish(account).own.ref).toBe('file:facebook/x');
      expect(() => wish('y')).toThrow('--account y: no such account');
    },
  );

  it.each(['youtube:UCc', 'UCc', 'Small'])('are found by ref, id or name: %s', (account) => {
    expect(refs({ account, competitors: [] })).toEqual([
      'youtube:UCc',
      'youtube:UCa',
      'youtube:UCb',
    ]);
  });

  it('are the largest that is not named as a competitor', () => {
    expect(refs({ account: null, competitors: ['Large'] })).toEqual(['youtube:UCb', 'youtube:UCa']);
  });

  it('are refused when unknown, or the same twice', () => {
    expect(() => refs({ account: 'Nobody', competitors: [] })).toThrow('--account Nobody');
    expect(() => refs({ account: 'Large', competitors: ['UCa'] })).toThrow('same account');
  });
});
