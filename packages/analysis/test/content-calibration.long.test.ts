import { describe, expect, it } from 'vitest';
import { findClusters, underperforming } from '../src/clusters/find-clusters.ts';
import { measureContentEffects } from '../src/content/content-effects.ts';
import { type Random, randomFor } from '../src/random/sfc32.ts';
import { comparablesOf } from './sections.ts';
import { type SyntheticAccount, syntheticInput } from './synthetic-account.ts';

const words = 'bread running guitar garden travel coffee paint lamp river camera winter soup'.split(
  ' ',
);
const emoji = ['🔥', '😂', '❤️', '✨', '🙏'];
const tags = ['sale', 'tips', 'daily', 'home', 'food', 'music', 'diy', 'news'];
const some = (list: readonly string[], share: number, random: Random): string[] =>
  list.filter(() => random() < share);

/** A caption of words, hashtags and emoji that say nothing of how the post does. */
const emptyCaption = (random: Random): string =>
  [
    ...some(words, 0.25, random),
    ...some(emoji, 0.1, random),
    random() < 0.2 ? 'or not?' : '',
    ...some(tags, 0.2, random).map((tag) => `#${tag}`),
  ].join(' ');

const histories: Record<string, Omit<SyntheticAccount, 'seed'> & { readonly run?: number }> = {
  plain: {},
  autocorrelated: { autocorrelation: 0.7 },
  trending: { trend: 4, autocorrelation: 0.5 },
  types: { typesByHour: true },
  'captions in series of five': { autocorrelation: 0.7, run: 5 },
};

function nullAccount(name: string, i: number) {
  const { run = 1, ...options } = histories[name] ?? {};
  let caption = '';
  const input = syntheticInput({
    ...options,
    seed: `content ${name} ${i}`,
    caption: (k, random) => {
      if (k % run === 0) caption = emptyCaption(random);
      return caption;
    },
  });
  const [comparable] = comparablesOf(input);
  if (comparable === undefined) throw new Error('no account');
  return comparable;
}

describe('calibration of content effects', () => {
  it('accounts whose captions say nothing get an effect named in at most 10 %, in each kind of history', () => {
    for (const name of Object.keys(histories)) {
      let named = 0;
      for (let i = 0; i < 300; i += 1) {
        const { effects } = measureContentEffects(nullAccount(name, i), randomFor(name, i));
        // A type's effect is real where types by hour were planted.
        named += effects.some(({ trait }) => trait.kind !== 'media_type') ? 1 : 0;
      }
      console.log(`${name}: ${(named / 3).toFixed(1)} % of accounts without an effect`);
      expect(named / 300, name).toBeLessThanOrEqual(0.1);
    }
  });

  it('and an underperforming group in at most 10 %', () => {
    for (const name of ['plain', 'autocorrelated', 'captions in series of five']) {
      let named = 0;
      for (let i = 0; i < 100; i += 1) {
        const comparable = nullAccount(name, i);
        const { found } = findClusters([comparable], { generator: (id) => randomFor(id, i) });
        named += underperforming(found, [comparable]).found.length > 0 ? 1 : 0;
      }
      console.log(`${name}: ${named} % of accounts without an effect`);
      expect(named / 100, name).toBeLessThanOrEqual(0.1);
    }
  });
});
