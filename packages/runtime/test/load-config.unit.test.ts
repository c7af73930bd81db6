import { expect, test } from 'vitest';
import { z } from 'zod';
import { InvalidConfiguration, loadConfig, parsedVariable, serviceConfig } from '../src/index.ts';

const schema = z.object(serviceConfig);
const good = {
  LOG_HASH_KEY: 'sixteen characters or more',
  PORT: '8080',
  DATABASE_URL: 'postgres://scan:hunter2@127.0.0.1:5432/scan',
  REDIS_URL: 'redis://:hunter2@127.0.0.1:6379',
};

function problemWith(env: Record<string, string | undefined>): InvalidConfiguration {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error;
  }
  throw new Error('the configuration was accepted');
}

test('a good environment gives typed values and defaults', () => {
  const config = loadConfig(schema, { ...good, UNKNOWN: 'ignored' });
  expect(config).toMatchObject({
    PORT: 8080,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    NODE_ENV: 'development',
    SHUTDOWN_TIMEOUT_MS: 10_000,
  });
  expect(config).not.toHaveProperty('UNKNOWN');
});

test('the configuration is frozen', () => {
  const config = loadConfig(schema, good);
  expect(() => Object.assign(config, { PORT: 1 })).toThrow(TypeError);
});

test('an empty variable counts as unset', () => {
  expect(loadConfig(schema, { ...good, CLOCK_URL: '', HOST: ' ' })).toMatchObject({
    HOST: '127.0.0.1',
  });
});

test('every bad variable is named at once', () => {
  const problem = problemWith({ ...good, PORT: '80a', LOG_LEVEL: 'loud', REDIS_URL: undefined });
  expect(problem.variables.toSorted()).toEqual(['LOG_LEVEL', 'PORT', 'REDIS_URL']);
  expect(problem.message).toContain('REDIS_URL: is missing');
  expect(problem.message).toContain('PORT: must be a whole number (it is "80a")');
});

test('a bad secret is named but not shown', () => {
  const problem = problemWith({
    ...good,
    LOG_HASH_KEY: 'swordfish',
    DATABASE_URL: 'mysql://root:swordfish@db/scan',
    HOST: undefined,
  });
  expect(problem.variables.toSorted()).toEqual(['DATABASE_URL', 'LOG_HASH_KEY']);
  expect(problem.message).not.toContain('swordfish');
});

test.each(['-1', '65536', '1e3', '0x50', '80 ', '99999999999999999999'])(
  'PORT %j is refused',
  (PORT) => {
    expect(problemWith({ ...good, PORT }).variables).toEqual(['PORT']);
  },
);

test("a variable of a form of its own is parsed, and refused in its parser's words", () => {
  const parse = (text: string) => {
    if (!text.includes(':')) throw new Error('needs a colon');
    return text.split(':');
  };
  const pair = z.object({ PAIR_KEY: parsedVariable(parse) });
  expect(loadConfig(pair, { PAIR_KEY: 'a:b' })).toEqual({ PAIR_KEY: ['a', 'b'] });
  expect(() => loadConfig(pair, { PAIR_KEY: 'swordfish' })).toThrow(
    new InvalidConfiguration([{ variable: 'PAIR_KEY', problem: 'needs a colon' }]),
  );
  expect(() => loadConfig(pair, {})).toThrow('PAIR_KEY: is missing');
});
