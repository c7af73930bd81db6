import { describe, expect, it } from 'vitest';
import { initiateCollectionSchema, initiateScanSchema } from '../src/index.ts';

const fieldsRefused = (body: unknown): string[] =>
  initiateScanSchema.safeParse(body).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('what a scan is asked for', () => {
  it('has defaults', () => {
    expect(initiateScanSchema.parse({ platforms: ['youtube'] })).toEqual({
      platforms: ['youtube'],
      competitors: [],
      lookback_days: 90,
      timezone: 'UTC',
    });
  });

  it.each(['+05:30', '-08', 'Mars/Olympus', ''])('%j is no time zone', (timezone) => {
    expect(fieldsRefused({ platforms: ['youtube'], timezone })).toEqual(['timezone']);
  });

  it.each(['Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is a time zone',
    (timezone) => {
      expect(fieldsRefused({ platforms: ['youtube'], timezone })).toEqual([]);
    },
  );

  it('may name accounts as imported files do', () => {
    const accounts = ['youtube:My Channel', 'file:facebook/page_01'];
    expect(fieldsRefused({ platforms: ['youtube', 'file'], accounts })).toEqual([]);
  });

  it('names competitors once, and not among the own accounts', () => {
    const [own, rival] = ['youtube:@own', 'youtube:@rival'];
    const body = { platforms: ['youtube'], accounts: [own] };
    expect(fieldsRefused({ ...body, competitors: [rival, rival] })).toEqual(['competitors']);
    expect(fieldsRefused({ ...body, competitors: [rival, own] })).toEqual(['competitors.1']);
  });
});

describe('what a collection is asked for', () => {
  it('names at least one account, own or not', () => {
    expect(initiateCollectionSchema.safeParse({}).success).toBe(false);
    expect(initiateCollectionSchema.safeParse({ competitors: ['youtube:@a'] }).success).toBe(true);
    expect(initiateCollectionSchema.safeParse({ accounts: ['youtube:@a'] }).success).toBe(true);
  });
});
