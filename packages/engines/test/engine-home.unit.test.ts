import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isReachableByAnyone, makeFolder } from '../src/engine-home.ts';
import { engineHome } from '../src/index.ts';

const isRoot = process.getuid?.() === 0;
let project = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'viral-scan-home-'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

test('a folder is reachable only if every folder above it lets others pass', () => {
  const inner = join(project, 'inner');
  mkdirSync(inner);
  chmodSync(project, 0o711);
  expect(isReachableByAnyone(inner)).toBe(true);
  chmodSync(project, 0o700);
  expect(isReachableByAnyone(inner)).toBe(false);
});

test('folders made for anyone can be passed under a strict umask', () => {
  chmodSync(project, 0o711);
  const umask = process.umask(0o077);
  try {
    makeFolder(join(project, 'a/b/c'), true);
    makeFolder(join(project, 'x/y'), false);
  } finally {
    process.umask(umask);
  }
  expect(isReachableByAnyone(join(project, 'a/b/c'))).toBe(true);
  expect(isReachableByAnyone(join(project, 'x/y'))).toBe(false);
});

describe.runIf(isRoot)('for root', () => {
  test('the home is in the project when other accounts can reach it', () => {
    chmodSync(project, 0o711);
    expect(engineHome(project)).toEqual({
      dir: join(project, '.viral-scan/engines'),
      runAs: { uid: 65534, gid: 65534 },
    });
  });

  test('the home of an unreachable project is outside, and always the same', () => {
    const home = engineHome(project);
    expect(home.dir).toMatch(/^\/var\/lib\/viral-scan\/[0-9a-f]{12}$/);
    expect(home).toEqual(engineHome(`${project}/`));
  });
});

test.skipIf(isRoot)('an ordinary user keeps the home in the project and runs the engines', () => {
  expect(engineHome(project)).toEqual({
    dir: join(project, '.viral-scan/engines'),
    runAs: undefined,
  });
});
