import { maxRetentionPoints, type RetentionCurve, retentionProblem } from '@viral-scan/contracts';
import { BadCell, type Cell } from './bad-cell.ts';
import { readText } from './read-cell.ts';

type Point = readonly [second: number, share: number];

/**
 * `0:1;1:0.93;2.5:0.9`, points of second and share parted by semicolons, or in JSON a list of
 * [second, share]. Empty is null.
 */
export function readRetention(cell: Cell): RetentionCurve | null {
  const { name, value } = cell;
  const points = Array.isArray(value)
    ? pointsOfList(name, value)
    : pointsOfText(name, readText(cell)?.trim() ?? '');
  if (points.length === 0) return null;
  const curve = { seconds: points.map(([second]) => second), shares: points.map(([, s]) => s) };
  const problem = retentionProblem(curve);
  if (problem !== null) throw new BadCell(name, problem);
  return curve;
}

function pointsOfList(name: string, list: readonly unknown[]): Point[] {
  refuseTooMany(name, list.length);
  return list.map((entry, index) => {
    const [second, share, ...more]: unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof second !== 'number' || typeof share !== 'number' || more.length > 0) {
      throw new BadCell(`${name}[${index}]`, 'is not [second, share]');
    }
    return [second, share];
  });
}

const pointForm = /^\s*(\d{1,9}(?:\.\d{1,17})?)\s*:\s*(\d{1,9}(?:\.\d{1,17})?(?:e-\d{1,2})?)\s*$/i;

function pointsOfText(name: string, text: string): Point[] {
  if (text === '') return [];
  const parts = text.replace(/;$/, '').split(';');
  refuseTooMany(name, parts.length);
  return parts.map((part, index) => {
    const [, second, share] = pointForm.exec(part) ?? [];
    if (second === undefined || share === undefined) {
      throw new BadCell(name, `is not seconds:share;… at point ${index + 1}`);
    }
    return [Number(second), Number(share)];
  });
}

function refuseTooMany(name: string, points: number): void {
  if (points > maxRetentionPoints) {
    throw new BadCell(name, `has ${points} points; at most ${maxRetentionPoints} are allowed`);
  }
}
