import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capabilities } from './analysis/capabilities.ts';
import { eventLoop, measureEventLoop } from './analysis/event-loop.ts';
import { describeMachine } from './analysis/machine.ts';
import { measureCapability } from './analysis/measure-capability.ts';
import { type BenchOptions, readOptions } from './analysis/options.ts';
import { preparePythonStack } from './analysis/python-stack.ts';
import type { Row } from './analysis/row.ts';
import { goalSummary, headerLine, markdownTable, rowLine } from './analysis/table.ts';
import { writeMarkdown } from './analysis/write-markdown.ts';

/**
 * Time and peak memory of the analysis beside the Python stack and the libraries it replaces:
 * docs/performance.md says what the table holds and how to read it.
 */
const options = optionsOrEnd(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'viral-scan-bench-'));
const rows: Row[] = [];
const notes = [describeMachine()];
try {
  const python = preparePythonStack(folder);
  console.log(`${notes[0]}\n\n${headerLine()}`);
  const show = (row: Row): void => {
    rows.push(row);
    console.log(rowLine(row));
  };
  for (const capability of capabilities.filter(({ name }) => options.isWanted(name))) {
    for (const size of options.sizes) {
      await measureCapability(capability, size, { folder, python, all: options.all, show });
    }
  }
  notes.push(...growthNotes(), goalSummary(rows));
  if (options.isWanted(eventLoop) && options.sizes.includes('100k'))
    notes.push(...(await measureEventLoop()));
  console.log(`\n${notes.slice(1).join('\n')}`);
  if (options.markdown !== null) {
    const told = notes.map((note) => note.replaceAll('\n  ', '\n  - ')).map((note) => `- ${note}`);
    writeMarkdown(options.markdown, `${told.join('\n')}\n\n${markdownTable(rows)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A wrong option is told in a line. */
function optionsOrEnd(args: readonly string[]): BenchOptions {
  try {
    return readOptions(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** How the whole report's time grows from a size to the next, ten times as large. */
function growthNotes(): string[] {
  const times = rows.filter(
    ({ capability, implementation }) =>
      capability === capabilities.at(-1)?.title && implementation === 'ours',
  );
  return times.slice(1).flatMap((row, i) => {
    const before = times[i];
    if (row.seconds === null || before?.seconds == null) return [];
    const factor = (row.seconds / before.seconds).toFixed(1);
    return [`whole report, ${before.size} to ${row.size} posts: ${factor} times the time`];
  });
}
