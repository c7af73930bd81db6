import { describe, expect, it } from 'vitest';
import { captionForm, captionOfBank } from './hook-captions.ts';
import { hooksOf } from './sections.ts';
import { type SyntheticAccount, syntheticInput } from './synthetic-account.ts';

describe('calibration of hooks', () => {
  it('accounts without an effect get a hook named in at most 10 %, in each kind of history', () => {
    const histories: Record<string, Omit<SyntheticAccount, 'seed'> & { readonly run?: number }> = {
      plain: {},
      autocorrelated: { autocorrelation: 0.7 },
      long: { days: 400 },
      bursts: { bursts: true, autocorrelation: 0.6 },
      'series of five': { autocorrelation: 0.7, run: 5 },
      'series of fifteen': { autocorrelation: 0.7, run: 15 },
    };
    const accounts = 300;
    for (const [name, { run = 1, ...options }] of Object.entries(histories)) {
      let named = 0;
      for (let i = 0; i < accounts; i += 1) {
        let form = '';
        const body = hooksOf(
          syntheticInput({
            ...options,
            seed: `hooks ${name} ${i}`,
            caption: (k, random) => {
              if (k % run === 0) form = captionForm(random);
              return captionOfBank(random, [form]);
            },
          }),
        );
        named += body.hooks.length > 0 ? 1 : 0;
      }
      console.log(
        `${name}: ${((100 * named) / accounts).toFixed(1)} % of accounts without an effect`,
      );
      expect(named / accounts, name).toBeLessThanOrEqual(0.1);
    }
  });

  it('a planted template is named in at least 80 % of 50 accounts', () => {
    let found = 0;
    for (let i = 0; i < 50; i += 1) {
      const { hooks } = hooksOf(
        syntheticInput({
          seed: `planted ${i}`,
          days: 200,
          caption: (_, random) => captionOfBank(random),
          captionEffect: (caption) => (caption.startsWith('Nobody tells you') ? Math.log(2) : 0),
        }),
      );
      found += hooks.some(
        ({ template, family }) => family === 'secret' || template.startsWith('nobody tells'),
      )
        ? 1
        : 0;
    }
    console.log(`planted: named in ${found} of 50 accounts`);
    expect(found).toBeGreaterThanOrEqual(40);
  });
});
