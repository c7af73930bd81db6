import { familiesOf } from '@viral-scan/analysis';
import { readCsvRecords } from '../csv/csv-records.ts';
import { alignRows, count } from './text.ts';

const shown = 10;

/** In which headlines families of hooks are found: a smoke test, as labels follow publishers. */
export function clickbaitBlock([path = '']: readonly string[]): string[] {
  const sizes = { bait: 0, news: 0 };
  const hits = new Map<string, { bait: number; news: number }>();
  for (const cell of readCsvRecords(path)) {
    const label = cell('clickbait') === '1' ? 'bait' : 'news';
    sizes[label] += 1;
    for (const family of familiesOf(cell('headline'))) {
      const known = hits.get(family) ?? { bait: 0, news: 0 };
      hits.set(family, known);
      known[label] += 1;
    }
  }
  const rates = [...hits]
    .map(([family, { bait, news }]) => ({
      family,
      bait: bait / sizes.bait,
      news: news / sizes.news,
    }))
    .sort((a, b) => b.bait - b.news - (a.bait - a.news) || (a.family < b.family ? -1 : 1));
  const pct = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return [
    `share of ${count(sizes.bait)} clickbait and ${count(sizes.news)} news headlines in which a family is found; the ${shown} that differ most`,
    ...alignRows([
      ['family', 'clickbait', 'news'],
      ...rates.slice(0, shown).map(({ family, bait, news }) => [family, pct(bait), pct(news)]),
    ]),
  ];
}
