import { BadCell, type Cell } from './bad-cell.ts';

const plain = /^\d{1,17}(?:\.0+)?$/;
const withThousands = /^\d{1,3}(?:,\d{3}){1,5}(?:\.0+)?$/;

/**
 * A count from 0 to 2^53 - 1: `1234`, `1234.0` (as spreadsheets and pandas write it) or `1,234`.
 * Empty is null: missing, not zero.
 */
export function readCounter({ name, value }: Cell): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return checked(name, value);
  if (typeof value !== 'string') throw new BadCell(name, 'is not a count');
  const text = value.trim();
  if (text === '') return null;
  if (plain.test(text)) return checked(name, Number(text));
  if (withThousands.test(text)) return checked(name, Number(text.replaceAll(',', '')));
  if (/^-\d/.test(text)) throw new BadCell(name, 'is negative');
  throw new BadCell(name, 'is not a whole number');
}

function checked(name: string, count: number): number {
  if (count < 0) throw new BadCell(name, 'is negative');
  if (Number.isFinite(count) && count > Number.MAX_SAFE_INTEGER) {
    throw new BadCell(name, 'is greater than 2^53 - 1');
  }
  if (!Number.isInteger(count)) throw new BadCell(name, 'is not a whole number');
  return count === 0 ? 0 : count;
}
