import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  checkScraperConfig,
  InvalidConfiguration,
  loadConfig,
  scraperConfig,
} from '../src/index.ts';

const schema = z.object(scraperConfig).superRefine(checkScraperConfig);
const badVariables = (env: Record<string, string>) => {
  try {
    loadConfig(schema, env);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.variables;
    throw error;
  }
};
const id = '0A8E3C5E-6F0B-4B0F-9C1D-2E3F4A5B6C7D';

describe('the configuration of scraping tasks', () => {
  it('is Threads, once a minute, for nobody in particular', () => {
    expect(loadConfig(schema, {})).toEqual({
      SCRAPER_DEFAULT_PLATFORM: 'threads',
      RATE_LIMIT_REQUESTS_PER_WINDOW: 1,
      RATE_LIMIT_WINDOW_SECONDS: 60,
    });
  });

  it('wants tenant and user together, and writes them in lower case', () => {
    expect(badVariables({ SCRAPER_TENANT_ID: id })).toEqual(['SCRAPER_USER_ID']);
    expect(badVariables({ SCRAPER_USER_ID: id })).toEqual(['SCRAPER_TENANT_ID']);
    expect(loadConfig(schema, { SCRAPER_TENANT_ID: id, SCRAPER_USER_ID: id })).toMatchObject({
      SCRAPER_TENANT_ID: id.toLowerCase(),
      SCRAPER_USER_ID: id.toLowerCase(),
    });
  });

  it.each([
    ['SCRAPER_DEFAULT_PLATFORM', 'myspace'],
    ['SCRAPER_DEFAULT_PLATFORM', 'file'],
    ['RATE_LIMIT_REQUESTS_PER_WINDOW', '0'],
    ['RATE_LIMIT_REQUESTS_PER_WINDOW', '10001'],
    ['RATE_LIMIT_WINDOW_SECONDS', '-60'],
    ['RATE_LIMIT_WINDOW_SECONDS', '1.5'],
    ['SCRAPER_TENANT_ID', 'acme'],
  ])('does not take %s=%s', (variable, value) => {
    expect(badVariables({ [variable]: value })).toContain(variable);
  });
});
