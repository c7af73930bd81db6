import { readFileSync } from 'node:fs';

/** The work that is timed. What it returns is kept for comparison with others. */
export type Run = () => Float64Array;

/** One implementation of a capability, opened on the first `rows` rows of a data file. */
export type Subject = (file: string, rows: number) => Run;

/** The first `rows × dims` numbers (64-bit, little-endian) of a file. */
export function readNumbers(file: string, rows: number, dims: number): Float64Array {
  const { buffer, byteOffset } = readFileSync(file);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + rows * dims * 8));
}

/** As the libraries take them: an array for each row. */
export function readRows(file: string, rows: number, dims: number): number[][] {
  const numbers = readNumbers(file, rows, dims);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(numbers.subarray(row * dims, (row + 1) * dims)),
  );
}

export const readTexts = (file: string, count: number): string[] =>
  JSON.parse(readFileSync(file, 'utf8')).slice(0, count);

export function joined(parts: readonly ArrayLike<number>[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
