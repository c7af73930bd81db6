import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '@viral-scan/testing';
import { describe, expect, it } from 'vitest';
import { sharedEnglishReader } from '../src/hooks/english-reader.ts';
import { hookFamilies, matchFamilies } from '../src/hooks/families.ts';
import { readHook } from '../src/hooks/hook-words.ts';

const path = sharedPath('data', 'clickbait-headlines', 'headlines.csv.gz');
/** Every so many headlines, for a quick test. */
const step = 4;

function hitRates(file: string): ReadonlyMap<string, readonly [number, number]> {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const hits = hookFamilies.map(() => [0, 0] as [number, number]);
  const sizes: [number, number] = [0, 0];
  const reader = sharedEnglishReader();
  for (let row = 0; row < lines.length; row += step) {
    const line = lines[row] ?? '';
    const comma = line.lastIndexOf(',');
    const label = line.slice(comma + 1).trim() === '1' ? 1 : 0;
    const text = line.slice(0, comma).replace(/^"|"$/g, '').replaceAll('""', '"');
    sizes[label] += 1;
    matchFamilies(readHook(text, reader.read(text)), true).forEach((hit, f) => {
      const counts = hits[f];
      if (counts !== undefined) counts[label] += hit;
    });
  }
  return new Map(
    hookFamilies.map(({ family }, f) => {
      const [plain = 0, bait = 0] = hits[f] ?? [];
      return [family, [bait / sizes[1], plain / sizes[0]]];
    }),
  );
}

describe.skipIf(path === null)('families on 32,000 labelled headlines', () => {
  it('of clickbait are far commoner in clickbait than in news', () => {
    const rates = hitRates(path ?? '');
    const lines = [...rates].map(
      ([family, [bait, plain]]) =>
        `${family.padEnd(16)} ${(100 * bait).toFixed(1).padStart(5)} % ${(100 * plain).toFixed(1).padStart(5)} %`,
    );
    console.log(['family        clickbait    news', ...lines].join('\n'));
    const [bait, plain] = rates.get('list_number') ?? [0, 1];
    expect(bait).toBeGreaterThan(0.25);
    expect(plain).toBeLessThan(0.06);
    for (const family of [
      'list_number',
      'direct_address',
      'this_pointing',
      'curiosity_gap',
      'superlative',
      'intensity',
      'secret',
      'how_to',
      'social_proof',
      'challenge',
    ]) {
      const [inBait, inNews] = rates.get(family) ?? [0, 1];
      expect(inBait, family).toBeGreaterThan(3 * inNews);
    }
    const [statisticBait, statisticNews] = rates.get('statistic') ?? [1, 0];
    expect(statisticNews).toBeGreaterThan(statisticBait);
  });
});
