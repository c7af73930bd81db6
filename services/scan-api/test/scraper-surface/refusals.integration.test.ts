import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countRows } from '../api-room.ts';
import { type Person, type SurfaceRoom, surfaceRoom } from './surface-room.ts';

let room: SurfaceRoom;
let ada: Person;
beforeAll(async () => {
  room = await surfaceRoom();
  ada = await room.person();
});
afterAll(() => room.close());

const json = 'application/json; charset=utf-8';
const body = (field: string, type: string, msg: string, input: unknown) => ({
  detail: [{ type, loc: ['body', field], msg: `Input should be ${msg}`, input }],
});
const query = (field: string, type: string, msg: string, input: unknown) => ({
  detail: [{ type, loc: ['query', field], msg: `Input should be ${msg}`, input }],
});
const notAnAccount = (input: string, part = 'path') => ({
  detail: [
    {
      type: 'value_error',
      loc: [part, 'account_id'],
      msg: 'Value error, must name an account: "platform:id", or an id or handle on threads',
      input,
    },
  ],
});
const broken = (offset: number) => ({
  detail: [{ type: 'json_invalid', loc: ['body', offset], msg: 'JSON decode error', input: {} }],
});
const noModel = (input: unknown) => ({
  detail: [
    {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input,
    },
  ],
});
const anInteger = 'a valid integer, unable to parse string as an integer';
const notFound = { detail: 'Not Found' };
const notAllowed = { detail: 'Method Not Allowed' };

type Row = [method: string, path: string, body: unknown, status: number, answer: unknown];
const scrape = (sent: unknown, answer: unknown, status = 422): Row => [
  'POST',
  '/scrape/account/somebody',
  sent,
  status,
  answer,
];
const name = (path: string, input: string): Row[] => [
  ['POST', `/scrape/account/${path}`, undefined, 422, notAnAccount(input)],
  ['GET', `/viral-posts/${path}`, undefined, 422, notAnAccount(input)],
  ['GET', `/rate-limit/status/${path}`, undefined, 422, notAnAccount(input)],
  ['GET', `/viral-posts?account_id=${path}`, undefined, 422, notAnAccount(input, 'query')],
];

const refused: Row[] = [
  // Options of a wrong type, and out of range.
  scrape({ max_posts: 'many' }, body('max_posts', 'int_parsing', anInteger, 'many')),
  scrape({ max_posts: '12.5' }, body('max_posts', 'int_parsing', anInteger, '12.5')),
  scrape(
    { days_back: 1.5 },
    body(
      'days_back',
      'int_from_float',
      'a valid integer, got a number with a fractional part',
      1.5,
    ),
  ),
  scrape({ max_posts: [50] }, body('max_posts', 'int_type', 'a valid integer', [50])),
  scrape(
    { min_performance_percentile: 'high' },
    body(
      'min_performance_percentile',
      'float_parsing',
      'a valid number, unable to parse string as a number',
      'high',
    ),
  ),
  scrape(
    { max_posts: -1 },
    body('max_posts', 'greater_than_equal', 'greater than or equal to 1', -1),
  ),
  scrape(
    { max_posts: 0 },
    body('max_posts', 'greater_than_equal', 'greater than or equal to 1', 0),
  ),
  scrape(
    { max_posts: 1_001 },
    body('max_posts', 'less_than_equal', 'less than or equal to 1000', 1_001),
  ),
  scrape(
    { days_back: 366 },
    body('days_back', 'less_than_equal', 'less than or equal to 365', 366),
  ),
  scrape(
    { min_performance_percentile: 100.5 },
    body('min_performance_percentile', 'less_than_equal', 'less than or equal to 100', 100.5),
  ),
  scrape(
    '{"min_performance_percentile": 1e400}',
    body('min_performance_percentile', 'less_than_equal', 'less than or equal to 100', null),
  ),
  scrape('{"max_posts": 1e400}', body('max_posts', 'finite_number', 'a finite number', null)),
  scrape(
    { min_performance_percentile: 'nan' },
    body('min_performance_percentile', 'less_than_equal', 'less than or equal to 100', 'nan'),
  ),
  scrape({ max_posts: '\u0000' }, body('max_posts', 'int_parsing', anInteger, '\u0000')),
  scrape('{"max_posts": {"__proto__": {"x": 1}}}', {
    detail: [
      {
        type: 'int_type',
        loc: ['body', 'max_posts'],
        msg: 'Input should be a valid integer',
        input: JSON.parse('{"__proto__": {"x": 1}}'),
      },
    ],
  }),
  scrape(
    { max_posts: 'x'.repeat(60_000) },
    body('max_posts', 'int_parsing', anInteger, 'x'.repeat(2_000)),
  ),
  // What is too deep or too large to be told back.
  scrape(`{"max_posts": ${nested(6_000)}}`, body('max_posts', 'int_type', 'a valid integer', null)),
  scrape(nested(30_000), noModel(null)),
  scrape(`{"days_back": ${nested(60)}}`, {
    detail: body('days_back', 'int_type', 'a valid integer', JSON.parse(nested(60))).detail,
  }),
  scrape(
    { max_posts: Array.from({ length: 5_000 }, () => 1) },
    body('max_posts', 'int_type', 'a valid integer', null),
  ),
  scrape(
    { max_posts: { ['x'.repeat(5_000)]: 1 } },
    body('max_posts', 'int_type', 'a valid integer', null),
  ),
  // All that is wrong is told at once.
  [
    'POST',
    '/scrape/account/%07',
    { max_posts: -1, days_back: {} },
    422,
    {
      detail: [
        ...notAnAccount('\u0007').detail,
        ...body('max_posts', 'greater_than_equal', 'greater than or equal to 1', -1).detail,
        ...body('days_back', 'int_type', 'a valid integer', {}).detail,
      ],
    },
  ],
  // What is no object, and no JSON.
  scrape([], noModel([])),
  scrape([{ max_posts: 5 }], noModel([{ max_posts: 5 }])),
  scrape('"max_posts"', noModel('max_posts')),
  scrape('5', noModel(5)),
  scrape('true', noModel(true)),
  scrape('{"max_posts": ', broken(14)),
  scrape('{"max_posts": NaN}', broken(14)),
  scrape('{"max_posts": 05}', broken(15)),
  scrape('max_posts=5', broken(0)),
  scrape('\u0000', broken(0)),
  scrape(' ', broken(1)),
  scrape('['.repeat(60_000), broken(60_000)),
  scrape(`{"x": "${'y'.repeat(100_000)}"}`, { detail: tooLarge() }, 413),
  scrape(`{"x": "${'y'.repeat(6_000_000)}"}`, { detail: tooLarge() }, 413),
  // Accounts that nobody can have.
  ...name('%00', '\u0000'),
  ...name('a%0Ab', 'a\nb'),
  ...name('%20', ' '),
  ...name('%40', '@'),
  ...name('threads:', 'threads:'),
  ...name('myspace:joe', 'myspace:joe'),
  ...name('..%2Fhealth', '../health'),
  ...name('*', '*'),
  ...name('YouTube:..%2Fx', 'YouTube:../x'),
  ...name('x'.repeat(201), 'x'.repeat(201)),
  // Queries.
  ...['limit=0', 'limit=-1'].map(
    (text): Row => [
      'GET',
      `/viral-posts?${text}`,
      undefined,
      422,
      query('limit', 'greater_than_equal', 'greater than or equal to 1', text.slice(6)),
    ],
  ),
  [
    'GET',
    '/viral-posts?limit=101&page=x&min_engagement_rate=1.5&top_1_percent_only=maybe',
    undefined,
    422,
    {
      detail: [
        ...query('limit', 'less_than_equal', 'less than or equal to 100', '101').detail,
        ...query('page', 'int_parsing', anInteger, 'x').detail,
        ...query('min_engagement_rate', 'less_than_equal', 'less than or equal to 1', '1.5').detail,
        ...query(
          'top_1_percent_only',
          'bool_parsing',
          'a valid boolean, unable to interpret input',
          'maybe',
        ).detail,
      ],
    },
  ],
  // Addresses.
  ['POST', '/scrape/account/', undefined, 404, notFound],
  ['PUT', '/scrape/account/', '{broken', 404, notFound],
  ['GET', '/scrape', undefined, 404, notFound],
  ['POST', '/scrape/account', undefined, 404, notFound],
  ['POST', '/scrape/account/a/b', undefined, 404, notFound],
  ['GET', '/scrape/tasks//status', undefined, 404, notFound],
  ['GET', '/task/nope', undefined, 404, notFound],
  ['GET', '/rate-limit', undefined, 404, notFound],
  ['GET', '/rate-limit/status/', undefined, 404, notFound],
  ['POST', `/scrape/account/${'x'.repeat(1_001)}`, undefined, 404, notFound],
  ['GET', '/scrape/account/somebody', undefined, 405, notAllowed],
  ['DELETE', '/scrape/account/somebody', undefined, 405, notAllowed],
  ['POST', '/viral-posts', '{broken', 405, notAllowed],
  ['PATCH', '/task/status/7', undefined, 405, notAllowed],
  ['PUT', '/rate-limit/metrics', undefined, 405, notAllowed],
  ['PROPFIND', '/viral-posts/somebody', '{broken', 405, notAllowed],
  ['SEARCH', '/scrape/account/somebody', undefined, 405, notAllowed],
  ['LOCK', '/scrape/account/', undefined, 404, notFound],
  // A slash too many.
  ['POST', '/scrape/account//', undefined, 404, notFound],
  ['POST', '/scrape/account/a/b/', undefined, 404, notFound],
  ['GET', '/viral-posts//', undefined, 404, notFound],
  ['GET', '/viral-posts/a//', undefined, 404, notFound],
  ['GET', '/rate-limit/status//', undefined, 404, notFound],
  ['GET', '/rate-limit/', undefined, 404, notFound],
  ['GET', '/scrape/tasks//status/', undefined, 404, notFound],
  ['GET', '/task/status/', undefined, 404, notFound],
  [
    'POST',
    '/scrape/account/%zz',
    undefined,
    400,
    { detail: 'The path is not properly percent-encoded.' },
  ],
];

function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

function tooLarge(): string {
  return 'The body must not be larger than 65536 bytes.';
}

describe('a refused call', () => {
  it.each(refused)('%s %s with %o is told so, and writes nothing', async (...row) => {
    const [method, path, sent, status, answer] = row;
    const before = await countRows(room);
    const headers = (await room.person()).headers;
    const told = await room.call(method, path, { headers, body: sent });
    expect(told.body).toEqual(answer);
    expect([told.status, told.headers['content-type']]).toEqual([status, json]);
    expect(await countRows(room)).toBe(before);
  });

  it('of a wrong method names those that are offered', async () => {
    const allowed = async (path: string) =>
      (await room.call('PUT', path, { headers: ada.headers })).headers.allow;
    expect(await allowed('/scrape/account/somebody')).toBe('POST');
    expect(await allowed('/viral-posts')).toBe('GET, HEAD');
  });

  it('of TRACE, which browsers and their kin do not send, is refused', async () => {
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    request(`${room.url}/rate-limit/health`, { method: 'TRACE' }, resolve).end();
    const answer = await promise;
    expect([answer.statusCode, JSON.parse(await text(answer))]).toEqual([405, notAllowed]);
  });

  it('that is packed is told so', async () => {
    const answer = await fetch(`${room.url}/scrape/account/packed`, {
      method: 'POST',
      headers: { ...ada.headers, 'content-encoding': 'gzip' },
      body: gzipSync('{}'),
    });
    expect([answer.status, await answer.json()]).toEqual([
      415,
      { detail: 'Send the body as it is, without Content-Encoding.' },
    ]);
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });

  it('beside this surface is a problem document whose detail serves its callers, too', async () => {
    for (const [method, path, status, name, detail, body] of [
      ['GET', '/nope', 404, 'not-found', 'Not Found'],
      ['GET', '/scraper', 404, 'not-found', 'Not Found'],
      ['POST', '/health', 405, 'method-not-allowed', 'Method Not Allowed'],
      ['POST', '/scan/initiate', 400, 'invalid-input', expect.any(String), nested(30_000)],
      [
        'POST',
        '/scan/initiate',
        400,
        'invalid-input',
        expect.any(String),
        `{"platforms": ${nested(6_000)}, "x": ${nested(6_000)}}`,
      ],
    ] as const) {
      const headers = { ...ada.headers, 'content-type': 'application/json' };
      const answer = await room.call(method, path, { headers, body });
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer).toMatchObject({
        status,
        body: { type: `urn:viral-scan:problem:${name}`, detail },
      });
    }
  });
});
