import { describe, expect, it } from 'vitest';
import { parseAccountName, platforms, refOfName } from '../src/index.ts';

const refOf = (text: string, defaultPlatform = 'threads' as (typeof platforms)[number]) => {
  const name = parseAccountName(text, defaultPlatform);
  return name === null ? null : refOfName(name);
};

describe('the name of an account', () => {
  it.each([
    ['some.body', 'threads:some.body'],
    ['@Some_Body-1', 'threads:some_body-1'],
    ['1789', 'threads:1789'],
    ['tiktok:-000Ab_c', 'tiktok:-000ab_c'],
    ['YouTube:UC-M16lOcjto6EmZuLyj-LSQ', 'youtube:UC-M16lOcjto6EmZuLyj-LSQ'],
    ['INSTAGRAM:@Chef', 'instagram:chef'],
    ['youtube:@Küche.の', 'youtube:@Küche.の'],
    ['youtube:Küche.の', 'youtube:@Küche.の'],
    ['file:../a b:c/ä', 'file:../a b:c/ä'],
  ])('%s is %s', (text, ref) => {
    expect(refOf(text)).toBe(ref);
  });

  it.each([
    ...['myspace:joe', ':joe', 'a:b', 'http://threads.example/joe', 'threads:a:b'],
    ...[
      '.',
      '..',
      '...',
      '_',
      '-',
      '@',
      '@@joe',
      '../health',
      '/',
      '*',
      'a/b',
      'a?b',
      'a#b',
      'a%2fb',
    ],
    ...['a b', 'a\\b', 'jöe', 'joe){id}', 'ſ'],
    ...['youtube:.', 'youtube:..', 'youtube:@..', 'youtube:@', 'youtube:../x', 'youtube:a/b'],
    ...['tiktok:..', 'instagram:x){', 'youtube:', 'file:', ''],
  ])('%s names none', (text) => {
    expect(refOf(text)).toBeNull();
  });

  it('that is bare is one on the platform that is said, under its rules', () => {
    expect(platforms.map((platform) => refOf('Some Body', platform))).toEqual(
      platforms.map((platform) =>
        platform === 'file' || platform === 'youtube' ? `${platform}:Some Body` : null,
      ),
    );
    expect(refOf('UCx', 'youtube')).toBe('youtube:@UCx');
    expect(refOf('..', 'youtube')).toBeNull();
  });
});
