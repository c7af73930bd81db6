import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Complaints, Unprocessable } from '../../src/scraper-surface/reading/complaints.ts';
import { jsonErrorOffset } from '../../src/scraper-surface/reading/json-offset.ts';
import { readFields } from '../../src/scraper-surface/reading/read-fields.ts';
import { readOptions } from '../../src/scraper-surface/reading/read-options.ts';
import {
  lastOfEach,
  type PageWish,
  pageShape,
} from '../../src/scraper-surface/reading/read-page.ts';

type Row = { readonly status: number; readonly answer: unknown } & (
  | { readonly body: string }
  | { readonly query: string }
);
const [, ...rows] = readFileSync(new URL('fastapi-answers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

const parsedQuery = (text: string): Record<string, unknown> => {
  const query: Record<string, string | string[]> = {};
  const all = new URLSearchParams(text);
  for (const name of all.keys()) query[name] = all.getAll(name);
  return query;
};

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function answerTo(read: (complaints: Complaints) => unknown): Pick<Row, 'status' | 'answer'> {
  const complaints = new Complaints();
  try {
    const answer = read(complaints);
    complaints.settle();
    return { status: 200, answer: overTheWire(answer) };
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error;
    return { status: 422, answer: overTheWire({ detail: error.complaints }) };
  }
}

const readPage = (text: string) => (complaints: Complaints) => {
  const wish = readFields<PageWish>('query', lastOfEach(parsedQuery(text)), pageShape, complaints);
  return [wish.limit, wish.page, wish.min_engagement_rate, wish.top_1_percent_only];
};

/** What we do otherwise, and why. */
const otherwise: Readonly<Record<string, unknown>> = {
  // A field that is null has its default, and the answer says so.
  '{"max_posts": null}': { max_posts: 50, days_back: 7, min_performance_percentile: 99 },
  '{"min_performance_percentile": null}': {
    max_posts: 50,
    days_back: 7,
    min_performance_percentile: 99,
  },
  // No page is that far away, and the number could not be told exactly.
  'page=99999999999999999999': {
    detail: [
      {
        type: 'less_than_equal',
        loc: ['query', 'page'],
        msg: 'Input should be less than or equal to 9007199254740991',
        input: '99999999999999999999',
      },
    ],
  },
};

const expected = (text: string, { status, answer }: Row): Pick<Row, 'status' | 'answer'> => {
  const other = otherwise[text];
  if (other === undefined) return { status, answer };
  return {
    status: typeof other === 'object' && other !== null && 'detail' in other ? 422 : 200,
    answer: other,
  };
};

describe('a call is read as FastAPI reads it', () => {
  it.each(rows.flatMap((row) => ('body' in row ? [row] : [])))('body $body', (row) => {
    const found = answerTo((complaints) => readOptions(row.body, complaints));
    expect(found).toEqual(expected(row.body, row));
  });

  it.each(rows.flatMap((row) => ('query' in row ? [row] : [])))('query $query', (row) => {
    const found = answerTo(readPage(row.query));
    expect(found).toEqual(expected(row.query, row));
  });
});

describe('where a text stops being JSON', () => {
  it('is within it, whatever it is, and found without recursion', () => {
    const pieces = fc.constantFrom(...'{}[]":,\\ue1-.', 'true', '\u{1f600}', ' ', '\n', '"a"');
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('');
        const offset = jsonErrorOffset(text);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual([...text].length);
      }),
    );
    expect(jsonErrorOffset('['.repeat(60_000))).toBe(60_000);
    expect(jsonErrorOffset('{"a":'.repeat(60_000))).toBe(300_000);
  });

  it('is behind all that goes before it in texts that were cut short', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const cut = json.slice(0, at % json.length);
        let isJson = true;
        try {
          JSON.parse(cut);
        } catch {
          isJson = false;
        }
        fc.pre(!isJson);
        // Nothing but an unfinished string, number or word can be behind it.
        expect([...cut].slice(jsonErrorOffset(cut)).join('')).toMatch(
          /^$|^"|^[a-z]+$|^-$|^[.eE]|^u|^\\/,
        );
      }),
    );
  });

  it('takes long strings in linear time', () => {
    const started = performance.now();
    expect(jsonErrorOffset(`{"a": "${'\\n'.repeat(1_000_000)}`)).toBe(6);
    expect(jsonErrorOffset(`{"a": [${'1, '.repeat(300_000)}`)).toBe(900_007);
    // Each squared would be minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
