import type { Row } from './row.ts';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly right?: boolean;
  readonly cell: (row: Row) => string;
}

const share = (value: number | null): string =>
  value === null ? '' : value < 0.095 ? value.toFixed(3) : value.toFixed(2);
const megabytes = (value: number | null): string =>
  value === null ? '' : (value / 1e6).toFixed(0);

function duration(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 0.001) return `${(seconds * 1e6).toFixed(0)} µs`;
  if (seconds < 1) return `${(seconds * 1_000).toPrecision(3).replace(/\.0+$/, '')} ms`;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

const columns: readonly Column[] = [
  { title: 'capability', width: 42, cell: ({ capability }) => capability },
  { title: 'n', width: 5, right: true, cell: ({ size }) => size },
  { title: 'implementation', width: 31, cell: ({ implementation }) => implementation },
  { title: 'time', width: 8, right: true, cell: ({ seconds }) => duration(seconds) },
  { title: 'ours ÷ it', width: 9, right: true, cell: ({ timeShare }) => share(timeShare) },
  { title: 'peak MB', width: 7, right: true, cell: ({ peakBytes }) => megabytes(peakBytes) },
  { title: 'at rest', width: 7, right: true, cell: ({ restBytes }) => megabytes(restBytes) },
  { title: 'ours ÷ it', width: 9, right: true, cell: ({ memoryShare }) => share(memoryShare) },
  { title: 'goal', width: 40, cell: goalsOf },
  { title: 'result', width: 0, cell: ({ remark }) => remark },
];

function goalsOf({ goals }: Row): string {
  return goals.map(({ wanted, met }) => `${wanted} ${met ? 'met' : 'MISSED'}`).join(', ');
}

const aligned = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => {
      const { width = 0, right = false } = columns[i] ?? {};
      return right ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();

export const headerLine = (): string => aligned(columns.map(({ title }) => title));

export const rowLine = (row: Row): string => aligned(columns.map(({ cell }) => cell(row)));

/** The rows as a table for docs/performance.md; what is the same as above is not said again. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rules = columns.map(({ right }) => (right ? '--:' : '---'));
  const body = rows.map((row, i) => {
    const above = rows[i - 1];
    const isSameSize = above?.capability === row.capability && above.size === row.size;
    return line(columns.map(({ cell }, column) => (column <= 1 && isSameSize ? '' : cell(row))));
  });
  return [line(columns.map(({ title }) => title)), line(rules), ...body].join('\n');
}

/** "12 goals met, 2 missed: …" */
export function goalSummary(rows: readonly Row[]): string {
  const goals = rows.flatMap((row) => row.goals.map((goal) => ({ ...goal, row })));
  const missed = goals.filter(({ met }) => !met);
  const named = missed.map(
    ({ wanted, row }) => `\n  ${row.capability}, ${row.size}, ${row.implementation}: ${wanted}`,
  );
  return `${goals.length - missed.length} goals met, ${missed.length} missed${named.join('')}`;
}
