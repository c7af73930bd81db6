/** Rows of cells in aligned columns, the first to the left, the others to the right. */
export function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

export const count = (value: number): string => value.toLocaleString('en-US');

/** "1 post", "2,000 posts". */
export const many = (number: number, thing: string): string =>
  `${count(number)} ${thing}${number === 1 ? '' : 's'}`;

export const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

const withSign = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
};

/** A difference of logs as a relative one: 0.26 is +30 %. */
export const percent = (log: number): string => `${withSign(100 * Math.expm1(log), 0)} %`;

export const percentInterval = (interval: readonly [number, number] | null): string =>
  interval === null ? '–' : `[${percent(interval[0])}, ${percent(interval[1])}]`;

export const figure = (value: number | null, digits = 3): string =>
  value === null ? '–' : `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;

export const signedInterval = ([low, high]: readonly [number, number], digits = 3): string =>
  `[${withSign(low, digits)}, ${withSign(high, digits)}]`;

export const signed = withSign;
