import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypes } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readAll = (...patterns: string[]): string =>
  globSync(patterns, { cwd: root }).map(read).join('\n');
const codes = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const missing = (names: readonly string[], isKnown: (name: string) => boolean): string[] =>
  [...new Set(names)].filter((name) => !isKnown(name));

const doc = read('docs/seed-map.md');
const rows = [...doc.matchAll(/^\|(.*)\|$/gm)]
  .map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()))
  .filter(([phrase = '']) => phrase !== 'phrase' && !phrase.startsWith('---'));
/** What is called "the same" is here under the name of the phrase. */
const here = rows.map(([phrase = '', cell = '']) =>
  cell.startsWith('the same') ? `${phrase} ${cell}` : cell,
);
const commands = rows.flatMap(([, , cell = '']) => codes(cell));
const reasons = rows.map(([, , , cell = '']) => cell);
const planned = here.filter((cell) => cell.includes('planned'));
const built = here.filter((cell) => !cell.includes('planned'));
const said = [...codes([...here, ...reasons].join('\n')), ...commands].join('\n');

const sources = readAll('{packages,services}/*/src/**/*.ts');
const migrations = readAll('packages/store/migrations/*.sql');
const isPath = (text: string): boolean =>
  /^(packages|services|scripts|docs|bench|test|deploy)\/[\w./-]+$/.test(text);

describe('docs/seed-map.md', () => {
  test('says of every phrase where it is, and shows what is there', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
    const unsaid = rows.filter(
      ([phrase, where, , why]) => phrase === '' && where === '' && why === '',
    );
    expect(unsaid).toEqual([]);
    const unshown = rows.filter(
      ([, where = '', command]) => command === '' && !/planned/.test(where),
    );
    expect(unshown.map(([phrase]) => phrase)).toEqual([
      '`RATE_LIMIT_REQUESTS`, `RATE_LIMIT_WINDOW`',
    ]);
  });

  test('names files that are there, and plans only what is not', () => {
    const paths = codes(`${built.join('\n')}\n${reasons.join('\n')}`).filter(isPath);
    expect(paths.length).toBeGreaterThan(20);
    expect(missing(paths, (path) => existsSync(join(root, path)))).toEqual([]);
    const wishes = codes(planned.join('\n')).filter(isPath);
    expect(wishes.filter((path) => existsSync(join(root, path)))).toEqual([]);
  });

  test('links to pages that are there', () => {
    const pages = [...doc.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, page = '']) => page);
    expect(pages.length).toBeGreaterThan(5);
    expect(missing(pages, (page) => existsSync(join(root, 'docs', page)))).toEqual([]);
  });

  test('names tables, settings and code that are there', () => {
    const tables = said.match(/\b(?:scan|identity)\.[a-z_]+\b(?!\()/g) ?? [];
    const isTable = (name: string): boolean =>
      new RegExp(`create (?:table|view) ${name.replace('.', '\\.')}\\b`).test(migrations);
    expect(tables.length).toBeGreaterThan(20);
    expect(missing(tables, isTable)).toEqual([]);
    const names = codes(built.join('\n')).filter((code) => /^[A-Za-z][A-Za-z0-9_]*$/.test(code));
    expect(names.length).toBeGreaterThan(40);
    const words = new Set(`${sources}${migrations}`.match(/\w+/g));
    expect(missing(names, (name) => words.has(name))).toEqual([]);
  });

  test('names calls that are there', () => {
    const pattern = (text: string): string => text.replaceAll(/\$?\{[^{}]*\}|:[a-z]\w*/gi, '*');
    const routes = pattern(sources);
    const calls = [...built.join('\n').matchAll(/`(?:GET|POST|PUT|DELETE) (\/[^`?]*)`/g)].map(
      ([, path = '']) => pattern(path),
    );
    expect(calls.length).toBeGreaterThan(20);
    expect(missing(calls, (path) => routes.includes(path))).toEqual([]);
  });

  test('names metrics and labels that are there', () => {
    const metrics = new Map(
      [...sources.matchAll(/'(viral_(?:scan|scraper)_\w+)',\s*'[^']*',\s*\[([^\]]*)\]/g)].map(
        ([, name = '', labels = '']) => [name, labels.match(/\w+/g) ?? []] as const,
      ),
    );
    const named = [
      ...codes(built.join('\n'))
        .join('\n')
        .matchAll(/\b(viral_(?:scan|scraper)_\w+)(?:\{([^}]*)\})?/g),
    ];
    expect(named.length).toBeGreaterThan(10);
    for (const [, name = '', labels] of named) {
      expect(metrics.get(name), name).toBeDefined();
      if (labels !== undefined) expect(labels.split(', '), name).toEqual(metrics.get(name));
    }
    const shown = commands.join('\n').match(/\bviral_(?:scan|scraper)_\w+/g) ?? [];
    const isShown = (start: string): boolean =>
      [...metrics.keys()].some(
        (name) => `${name}_count`.startsWith(start) || `${name}_sum`.startsWith(start),
      );
    expect(missing(shown, isShown)).toEqual([]);
  });

  test('names the events, all of them, and no others', () => {
    const streams = ['viral.scraping.requests'];
    const types: readonly string[] = [...eventTypes, 'viral.scraping.requested', ...streams];
    const named = said.match(/\bviral\.(?:scraping|content|pattern|account)\.[a-z_]+/g) ?? [];
    expect(missing(named, (type) => types.includes(type))).toEqual([]);
    expect(missing(types, (type) => doc.includes(`\`${type}\``))).toEqual([]);
  });

  test('shows commands that bash can read, with scripts that are there', () => {
    const blocks = [...doc.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block = '']) => block);
    const script = [...blocks, ...commands].join('\n');
    expect(() => execFileSync('bash', ['-n'], { input: script, stdio: 'pipe' })).not.toThrow();
    const scripts: Record<string, unknown> = JSON.parse(read('package.json')).scripts;
    const named = [...doc.matchAll(/npm (?:run )?(?:--silent )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(missing(named, (name) => name in scripts)).toEqual([]);
    const tests = [...doc.matchAll(/`npm test -- ([\w./-]+)/g)].map(([, filter = '']) => filter);
    const files = globSync('{packages,services}/*/test/**/*.test.ts', { cwd: root });
    expect(missing(tests, (filter) => files.some((file) => file.includes(filter)))).toEqual([]);
  });
});
