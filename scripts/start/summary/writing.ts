import type { Evidence } from '@viral-scan/contracts';

const ruleWidth = 78;
const marks = '▁▂▃▄▅▆▇█';

export const rule = (text: string): string =>
  `── ${text} ${'─'.repeat(Math.max(0, ruleWidth - text.length - 4))}`;

/** Why a list is empty: too little to tell, or nothing to tell of. */
export const notEnough = ({ status, reason }: Evidence): string =>
  status === 'sufficient' ? `  None: ${reason}` : `  Not enough evidence: ${reason}`;

export const probability = (p: number): string => (p < 0.0005 ? '<0.001' : `=${p.toFixed(3)}`);
export const lift = (pct: number): string => `${pct >= 0 ? '+' : ''}${pct.toFixed(0)} %`;
export const range = ([low, high]: readonly [number, number]): string =>
  `${lift(low)} … ${lift(high)}`;
export const whole = (value: number | null): string =>
  value === null ? '–' : Math.round(value).toLocaleString('en');
export const percent = (value: number | null): string =>
  value === null ? '–' : `${value.toFixed(2)} %`;

export const clip = (text: string, length: number): string => {
  const letters = [...text.replaceAll(/\p{C}/gu, ' ')];
  return letters.length <= length ? letters.join('') : `${letters.slice(0, length - 1).join('')}…`;
};

/** Values as a curve of eight heights; a gap where nothing is known. */
export function drawn(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const least = Math.min(...known);
  const span = Math.max(...known) - least || 1;
  return values
    .map((value) => (value === null ? ' ' : marks.charAt(Math.round(((value - least) / span) * 7))))
    .join('');
}

/** A table whose first columns are words and whose others are figures. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  wordColumns: number,
): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => (column < wordColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [
    line(head),
    `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`,
    ...rows.map(line),
  ];
}
