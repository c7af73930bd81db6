import {
  type DomainError,
  InvalidInput,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { usageAdvice } from '../src/index.ts';
import { readGraphAnswer } from '../src/meta/graph-answer.ts';
import { optionalGraphTime } from '../src/meta/graph-time.ts';
import {
  closedDaysWithin,
  dayClosedAt,
  partsOf,
  startOfPacificDay,
  windowOf,
} from '../src/meta/insight-window.ts';
import { readOAuthAnswer } from '../src/meta/oauth-answer.ts';
import { readUsage } from '../src/meta/usage.ts';
import { graphError, json, type Problem } from './instagram-platform.ts';

const now = new Date('2026-08-22T18:00:00Z');
const call = { platform: 'Instagram', api: 'instagram-login', operation: 'media' } as const;

/** `X-Business-Use-Case-Usage` of as many ids, the last of which says something else. */
const businessUsage = (ids: number, last: object): string =>
  JSON.stringify(
    Object.fromEntries(
      Array.from({ length: ids }, (_, index) => [
        `178414000000000${index}`,
        [
          { type: 'messenger', call_count: 3, total_cputime: 1, total_time: 2 },
          index === ids - 1 ? last : { type: 'instagram', call_count: 5 },
        ],
      ]),
    ),
  );

describe('usage headers', () => {
  it('count by the largest number over 32 ids, their types and all three measures', () => {
    const last = { type: 'instagram', call_count: 4, total_cputime: 91, total_time: 6 };
    const headers = { 'x-business-use-case-usage': businessUsage(32, last) };
    expect(readUsage(headers)).toEqual({ appPercent: 0, userPercent: 91, regainMs: null });
  });

  it('tell of the application and of its users apart, and for how long nothing is taken', () => {
    const last = { type: 'instagram', call_count: 100, estimated_time_to_regain_access: 19 };
    expect(
      readUsage({
        'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":31}',
        'x-business-use-case-usage': [businessUsage(1, last)],
      }),
    ).toEqual({ appPercent: 31, userPercent: 100, regainMs: 19 * 60_000 });
  });

  it.each([
    '',
    'none',
    '[]',
    '{"1":2}',
    '{"1":[null,"x",{"call_count":"99"}]}',
    '{"call_count":-5}',
  ])('that hold %s say that nothing is used', (text) => {
    const headers = { 'x-app-usage': text, 'x-business-use-case-usage': text };
    expect(readUsage(headers)?.userPercent ?? 0).toBe(0);
    expect(usageAdvice('instagram-login', headers)).toBeNull();
  });

  const app = (percent: number) => ({ 'x-app-usage': `{"total_time":${percent}}` });
  const user = (percent: number, minutes = 0) => ({
    'x-business-use-case-usage': `{"1":[{"call_count":${percent},"estimated_time_to_regain_access":${minutes}}]}`,
  });
  it.each([
    [app(74), null],
    [app(75), { scope: 'app', retryAfterMs: 250 }],
    [user(75), { scope: 'user', retryAfterMs: 250 }],
    [user(90), { scope: 'user', retryAfterMs: 3_100 }],
    [app(99), { scope: 'app', retryAfterMs: 4_810 }],
    [app(100), { scope: 'app', retryAfterMs: 300_000 }],
    [user(130), { scope: 'user', retryAfterMs: 300_000 }],
    [user(100, 19), { scope: 'user', retryAfterMs: 19 * 60_000 }],
    [user(3, 2), { scope: 'user', retryAfterMs: 120_000 }],
    [user(100, 1e9), { scope: 'user', retryAfterMs: 86_400_000 }],
    [
      { ...app(99), ...user(80) },
      { scope: 'app', retryAfterMs: 4_810 },
    ],
    [
      { ...app(80), ...user(99) },
      { scope: 'user', retryAfterMs: 4_810 },
    ],
  ])('%j ask for %j', (headers, advice) => {
    expect(usageAdvice('instagram-facebook', headers)).toEqual(advice);
  });

  it('of other platforms are none', () => {
    expect(usageAdvice('youtube-data', app(100))).toBeNull();
    expect(usageAdvice('threads-search', app(100))).not.toBeNull();
  });
});

describe('errors of the Graph API', () => {
  const errorOf = (problem: Problem): DomainError => {
    const read = readGraphAnswer(call, graphError(problem), now);
    if (read.ok) throw new Error('no error');
    return read.error;
  };

  it.each([
    ['app', 4],
    ['app', 341],
    ['user', 17],
    ['user', 32],
    ['user', 613],
    ['user', 80_002],
  ])('hold back the %s for code %i', (scope, code) => {
    expect(errorOf({ code })).toMatchObject({
      scope,
      api: 'instagram-login',
      retryAfterMs: 60_000,
    });
  });

  it('wait as long as access is said to take, else as Retry-After says', () => {
    const usage = '{"1":[{"call_count":100,"estimated_time_to_regain_access":7}]}';
    const headers = { 'x-business-use-case-usage': usage, 'retry-after': '3' };
    expect(errorOf({ code: 80_002, headers })).toMatchObject({ retryAfterMs: 420_000 });
    const retry = { code: 4, headers: { 'retry-after': '3' } };
    expect(errorOf(retry)).toMatchObject({ retryAfterMs: 3_000 });
  });

  it.each([200, 400, 401, 403, 500])('mean the same with status %i', (status) => {
    expect(errorOf({ code: 17, status })).toBeInstanceOf(RateLimited);
    expect(errorOf({ code: 100, status })).toBeInstanceOf(UpstreamRefused);
  });

  it('of unknown codes are refusals, unless they pass', () => {
    expect(errorOf({ code: 9_999 })).toBeInstanceOf(UpstreamRefused);
    const passing = json({ error: { code: 9_999, is_transient: true } }, 400);
    const read = readGraphAnswer(call, passing, now);
    expect(read).toMatchObject({ ok: false, error: expect.any(UpstreamUnavailable) });
  });

  it('name code, subcode, call and trace, and nothing that Meta wrote', () => {
    const { message } = errorOf({ code: 190, subcode: 463 });
    expect(message).toBe(
      'Instagram answered 190/463 to media (trace A1b2C3d4): the access token is not accepted (any more)',
    );
    for (const quoted of ['https://x/?access_token=t', 'IGQWROtoken-of-a-user-1234567890']) {
      const traced = json({ error: { code: 1, fbtrace_id: quoted } }, 500);
      const read = readGraphAnswer(call, traced, now);
      expect(read).toMatchObject({ error: { message: 'Instagram answered 1 to media' } });
    }
  });
});

describe('calls for tokens', () => {
  const login = { platform: 'Instagram', api: null, operation: 'access_token' } as const;
  const failure = (credential: 'code' | 'token', answer: ReturnType<typeof json>): unknown => {
    try {
      return readOAuthAnswer(login, answer, credential, now);
    } catch (error) {
      return error;
    }
  };
  const flat = (code: number, error_type = 'OAuthException') =>
    json({ error_type, code, error_message: 'a code and a secret' }, code);

  it.each([
    ['code', flat(400), InvalidInput],
    ['token', flat(190), ReauthorizationRequired],
    ['token', flat(400), UpstreamRefused],
    ['code', flat(400, 'IGApiException'), UpstreamRefused],
    ['code', flat(429), RateLimited],
    ['token', flat(500), UpstreamUnavailable],
    ['code', graphError({ code: 100, subcode: 36_009 }), InvalidInput],
    ['code', graphError({ code: 190 }), InvalidInput],
    ['token', graphError({ code: 190, subcode: 463 }), ReauthorizationRequired],
    // Too young to be renewed: it lives on.
    ['token', graphError({ code: 100 }), UpstreamRefused],
    ['token', graphError({ code: 4 }), RateLimited],
    ['token', json('<html>', 502), UpstreamUnavailable],
    ['token', json('<html>', 200), UpstreamContractBroken],
  ] as const)('with a %s fail by what %j says', (credential, answer, kind) => {
    const error = failure(credential, answer);
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).not.toMatch(/secret|canary/);
  });
});

describe('times of Meta', () => {
  const time = (value: unknown) => optionalGraphTime({ value, path: 'timestamp' });
  it.each([
    '2019-09-26T22:36:43+0000',
    '2019-09-26T22:36:43+00:00',
    '2019-09-26T22:36:43Z',
    '2019-09-27T00:36:43+0200',
  ])('%s is one moment', (text) => {
    expect(time(text)).toEqual(new Date('2019-09-26T22:36:43Z'));
  });

  it.each(['2019-09-26', '2019-13-26T22:36:43+0000', 'yesterday', '2019-09-26T22:36:43'])(
    '%s is none',
    (text) => {
      expect(() => time(text)).toThrow(UpstreamContractBroken);
    },
  );

  it.each([
    ['2026-07-02T07:00:00Z', '2026-07-01'],
    ['2026-01-02T08:00:00Z', '2026-01-01'],
    // Summer's hour in winter, and winter's in summer: recorded both.
    ['2026-01-02T07:00:00Z', '2026-01-01'],
    ['2026-07-02T08:00:00Z', '2026-07-01'],
    ['2026-03-09T07:00:00Z', '2026-03-08'],
    ['2026-11-02T08:00:00Z', '2026-11-01'],
  ])('the end_time %s closes %s', (end, day) => {
    expect(dayClosedAt(new Date(end))).toBe(day);
  });

  it('days begin at midnight in Los Angeles, also where the clocks change', () => {
    const starts = ['2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02'].map((day) =>
      startOfPacificDay(day).toISOString().slice(5, 16),
    );
    expect(starts).toEqual(['03-08T08:00', '03-09T07:00', '11-01T07:00', '11-02T08:00']);
    const day = windowOf({ from: '2026-11-01', to: '2026-11-01' });
    expect(Number(day.until) - Number(day.since)).toBe(25 * 3_600);
  });

  it('long ranges are cut into windows that Meta takes, without gaps', () => {
    const parts = partsOf({ from: '2026-09-20', to: '2026-11-18' });
    expect(parts).toEqual([
      { from: '2026-09-20', to: '2026-10-17' },
      { from: '2026-10-18', to: '2026-11-14' },
      { from: '2026-11-15', to: '2026-11-18' },
    ]);
    for (const part of parts) {
      const { since, until } = windowOf(part);
      expect(Number(until) - Number(since)).toBeLessThanOrEqual(30 * 86_400);
    }
  });

  it('only days that are over, and not long ago, are asked for', () => {
    const within = (from: string, to: string) => closedDaysWithin({ from, to }, 30, now);
    expect(within('2026-01-01', '2026-09-01')).toEqual({ from: '2026-07-23', to: '2026-08-21' });
    expect(within('2026-08-22', '2026-08-23')).toBeNull();
    expect(within('2026-01-01', '2026-02-01')).toBeNull();
  });
});
