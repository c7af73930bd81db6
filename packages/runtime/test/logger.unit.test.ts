import { expect, test } from 'vitest';
import { createLogger, createTracing, hashUser, withCorrelation } from '../src/index.ts';

const hashKey = 'a key for the tests';
const userId = '5f3c2f7e-8a0a-4f43-9b1f-1d8f4a1f0c55';

function recordingLogger() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'collector', level: 'info', hashKey, destination });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

test('a line is JSON with level, ISO time and service', () => {
  const { logger, last } = recordingLogger();
  logger.info({ posts_found: 3 }, 'scraping_completed');
  expect(last()).toMatchObject({
    level: 'info',
    service: 'collector',
    msg: 'scraping_completed',
    posts_found: 3,
  });
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test.each([
  'authorization',
  'cookie',
  'Set-Cookie',
  'token',
  'access_token',
  'refreshToken',
  'api_key',
  'X-Api-Key',
  'key',
  'password',
  'clientSecret',
  'caption',
  'text',
])('the field %s is redacted at any depth', (name) => {
  const { logger, lines } = recordingLogger();
  logger.info({ [name]: 'swordfish', request: { headers: [{ [name]: 'swordfish' }] } }, 'request');
  expect(lines.join('')).not.toContain('swordfish');
});

test('bindings of children are redacted too, also of grandchildren', () => {
  const { logger, lines } = recordingLogger();
  logger.child({ token: 'swordfish' }).child({ password: 'swordfish' }).info('hello');
  expect(lines.join('')).not.toContain('swordfish');
});

test('ordinary fields of a step stay readable', () => {
  const { logger, last } = recordingLogger();
  logger.info({ step_key: 'collect-0', scan_id: 'x', pages: 2, ok: true, none: null }, 'step');
  expect(last()).toMatchObject({
    step_key: 'collect-0',
    scan_id: 'x',
    pages: 2,
    ok: true,
    none: null,
  });
});

test('users appear as keyed hashes', () => {
  const { logger, lines, last } = recordingLogger();
  logger.info({ user_id: userId, by: logger.user(userId), caller: { sub: userId } }, 'call');
  const hash = hashUser(hashKey, userId);
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashUser('another key', userId)).not.toBe(hash);
  expect(last()).toMatchObject({ user_id: hash, by: hash, caller: { sub: hash } });
  expect(lines.join('')).not.toContain(userId);
});

test('credentials and query strings leave URLs, in fields, messages and errors', () => {
  const { logger, lines, last } = recordingLogger();
  const error = new Error('GET https://api.example/v1?key=swordfish&part=id failed', {
    cause: new Error('connect redis://default:swordfish@127.0.0.1:6379/0'),
  });
  logger.error({ err: error, url: '/search?q=swordfish' }, 'call postgres://u:swordfish@db failed');
  logger.error(error);
  logger.info({ url: 'https://api.example/reset?swordfish' }, 'opaque query');
  logger.warn('Authorization: Bearer swordfish.sword.fish');
  expect(lines.join('')).not.toContain('swordfish');
  expect(lines[0]).toContain('redis://[redacted]@127.0.0.1:6379/0');
  expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ type: 'Error' });
  expect(last().msg).toBe('Authorization: Bearer [redacted]');
});

test('a cyclic, deep or huge object is cut, not thrown', () => {
  const { logger, lines } = recordingLogger();
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  logger.info(
    { cyclic, list: Array.from({ length: 10_000 }, (_, at) => at), long: 'x'.repeat(1_000_000) },
    'big',
  );
  expect(lines[0]?.length).toBeLessThan(5_000);
});

test('of requests, responses and other instances only the harmless part is shown', () => {
  class Request {
    method = 'GET';
    url = '/scan/results/7?token=swordfish';
    headers = { authorization: 'swordfish' };
    body = 'swordfish';
  }
  class Reply {
    statusCode = 200;
    payload = 'swordfish';
  }
  class Pool {
    config = { host: 'swordfish' };
  }
  const { logger, lines, last } = recordingLogger();
  logger.info({ req: new Request(), res: new Reply(), pool: new Pool() }, 'request');
  expect(lines.join('')).not.toContain('swordfish');
  expect(last()).toMatchObject({
    req: { method: 'GET', url: '/scan/results/7?[redacted]' },
    res: { statusCode: 200 },
    pool: '[Pool]',
  });
});

test('fields that cannot be read do not make the line fail', () => {
  const { logger, last } = recordingLogger();
  const fields = {
    get bad(): string {
      throw new Error('no');
    },
  };
  logger.info({ fields }, 'still here');
  expect(last()).toMatchObject({ msg: 'still here', unreadable_fields: ['fields'] });
  logger.info({ odd: Object.create(Object.create(null)) }, 'odd');
  expect(last().odd).toBe('[object]');
});

test('scrubbing takes time linear in the length', () => {
  const { logger } = recordingLogger();
  const started = performance.now();
  for (const unit of ['a', '?', '://', 'a://@', '?a', 'bearer ']) {
    logger.info({ hostile: unit.repeat(200_000) }, unit.repeat(200_000));
  }
  // Anything quadratic takes minutes.
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('the correlation id follows asynchronous work', async () => {
  const { logger, lines, last } = recordingLogger();
  await withCorrelation('request-7', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    logger.info('inside');
  });
  expect(last().correlation_id).toBe('request-7');
  logger.info('outside');
  expect(lines).toHaveLength(2);
  expect(last()).not.toHaveProperty('correlation_id');
});

test('a line inside a span names trace and span', async () => {
  const { logger, last } = recordingLogger();
  const tracing = createTracing({ service: 'collector' });
  await tracing.span('scrape_account', {}, () => {
    logger.info('inside');
    expect(tracing.currentTraceparent()).toBe(`00-${last().trace_id}-${last().span_id}-01`);
  });
});
