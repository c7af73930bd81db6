import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { parseRetentionDays } from '../src/retention-days.ts';

const threeYears = { own: 1_095, public: 1_095 };
const usual = {
  youtube: { own: 1_095, public: 30 },
  tiktok: threeYears,
  instagram: threeYears,
  threads: threeYears,
  file: { own: null, public: null },
};

it('by default keeps public YouTube data for 30 days, what users brought for ever', () => {
  expect(parseRetentionDays('')).toEqual(usual);
});

it.each([
  ['youtube=400', { youtube: { own: 400, public: 30 } }],
  ['youtube=7', { youtube: { own: 7, public: 7 } }],
  ['youtube=never', { youtube: { own: null, public: 30 } }],
  ['youtube:public=60', { youtube: { own: 1_095, public: 60 } }],
  ['youtube=never, youtube:public=never', { youtube: { own: null, public: null } }],
  ['tiktok=10,file=365', { tiktok: { own: 10, public: 10 }, file: { own: 365, public: 365 } }],
  ['tiktok=never', { tiktok: { own: null, public: 1_095 } }],
])('reads %s, the rest as by default', (text, changed) => {
  expect(parseRetentionDays(text)).toEqual({ ...usual, ...changed });
});

it.each([
  ['youtube', /^"youtube" must be platform=days/],
  ['myspace=3', /^"myspace=3" must be platform=days/],
  ['youtube:own=3', /^"youtube:own=3" must be/],
  ['youtube:public:x=3', /must be/],
  ['youtube=', /^"youtube=" must name 1 to 36500 days, or "never"/],
  ['youtube=0', /must name 1 to/],
  ['youtube=-1', /must name 1 to/],
  ['youtube=1.5', /must name 1 to/],
  ['youtube=36501', /must name 1 to/],
  ['youtube=1,youtube=2', /^names youtube twice$/],
])('refuses %s', (text, message) => {
  expect(() => parseRetentionDays(text)).toThrow(message);
});

it('a start with a limit that cannot be read names the variable', () => {
  const env = {
    LOG_HASH_KEY: 'k'.repeat(32),
    DATABASE_URL: 'postgres://localhost/x',
    REDIS_URL: 'redis://localhost',
  };
  expect(readConfig(env)).toMatchObject({
    RETENTION_DAYS: usual,
    RETENTION_EVERY_MS: 21_600_000,
    COLLECTION_SCHEDULE_EVERY_MS: 60_000,
  });
  expect(() => readConfig({ ...env, RETENTION_DAYS: 'youtube=soon' })).toThrow(
    /RETENTION_DAYS: "youtube=soon" must name 1 to/,
  );
});
