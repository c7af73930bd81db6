import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseLimitOptions } from '../src/scrape-limits/limit-options.ts';

const tenant = randomUUID();

describe('the options of npm run scrape-limit', () => {
  const with5 = ['--tenant', tenant, '--requests', '5'];

  it('are read', () => {
    expect(parseLimitOptions(['--help'])).toBe('help');
    expect(parseLimitOptions(['--tenant', tenant.toUpperCase(), '--show'])).toEqual({
      tenantId: tenant,
      wish: 'show',
    });
    expect(parseLimitOptions(['--tenant', tenant, '--requests', '0', '--window', '1'])).toEqual({
      tenantId: tenant,
      wish: { requests: 0, windowSeconds: 1 },
    });
  });

  it.each<[named: string, argv: readonly string[]]>([
    ['--tenant is missing', ['--show']],
    ['--tenant "acme"', ['--tenant', 'acme', '--show']],
    ['--default', ['--tenant', tenant]],
    ['not 2 of them', ['--tenant', tenant, '--show', '--default']],
    ['not 2 of them', [...with5, '--window', '60', '--default']],
    ['--window is missing', with5],
    ['--requests is missing', ['--tenant', tenant, '--window', '60']],
    ['--window "0"', [...with5, '--window', '0']],
    ['--window "1e3"', [...with5, '--window', '1e3']],
    ['--window "2678401"', [...with5, '--window', '2678401']],
    ['--requests "1.5"', ['--tenant', tenant, '--requests', '1.5', '--window', '60']],
    ['--requests "10001"', ['--tenant', tenant, '--requests', '10001', '--window', '60']],
    ['--windows', [...with5, '--windows', '60']],
  ])('are refused with %s', (named, argv) => {
    expect(() => parseLimitOptions(argv)).toThrow(named);
  });
});
