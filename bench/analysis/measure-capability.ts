import { type Capability, memoryShare, type Rival } from './capability.ts';
import { dataFile } from './data.ts';
import { medianOf } from './measured.ts';
import type { PythonStack } from './python-stack.ts';
import { atMost, emptyRow, type Goal, type Row } from './row.ts';
import { runSubject } from './run-subject.ts';
import type { Size } from './sizes.ts';

export interface Bench {
  readonly folder: string;
  readonly python: PythonStack;
  readonly all: boolean;
  readonly show: (row: Row) => void;
}

interface Ours {
  readonly result: Float64Array;
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Ours first, then the others beside it; each row is shown as soon as it is known. */
export async function measureCapability(
  capability: Capability,
  size: Size,
  { folder, python, all, show }: Bench,
): Promise<void> {
  const data = dataFile(folder, capability.data, size);
  let ours: Ours | null = null;

  const measure = async (rival: Pick<Rival, 'name' | 'by' | 'isYardstick'>): Promise<Row> => {
    const task = { capability: capability.name, implementation: rival.name, by: rival.by, size };
    const nodeFlags = capability.nodeFlags ?? [];
    const outcome = await runSubject({ ...task, nodeFlags, data, folder });
    const empty = emptyRow(capability.title, size, rival.name);
    if ('failed' in outcome) return { ...empty, remark: `failed: ${outcome.failed}` };
    const { measured, result } = outcome;
    const { restBytes, peakBytes } = measured;
    const seconds = medianOf(measured.seconds);
    const judgement = capability.judge({
      rows: data.rows,
      data: data.path,
      result,
      ours: ours?.result ?? null,
    });
    const row: Row = {
      ...empty,
      implementation: versioned(rival.name, measured.version),
      seconds,
      peakBytes,
      restBytes,
      remark: judgement.text,
    };
    if (ours === null) {
      ours = { result, seconds, peakBytes };
      return { ...row, goals: ownGoals(capability, size, ours) };
    }
    const shares = { timeShare: ours.seconds / seconds, memoryShare: ours.peakBytes / peakBytes };
    const goals = rival.isYardstick ? yardstickGoals(capability, size, shares) : [];
    const quality =
      rival.isYardstick && judgement.met !== null
        ? [{ wanted: 'quality', met: judgement.met }]
        : [];
    return { ...row, ...shares, goals: [...goals, ...quality] };
  };

  show(await measure({ name: 'ours', by: 'node' }));
  for (const rival of capability.rivals) {
    const reason = reasonNotToRun(rival, size, python, all);
    show(
      reason === null
        ? await measure(rival)
        : { ...emptyRow(capability.title, size, rival.name), remark: `not run: ${reason}` },
    );
  }
}

/** "umap-learn, seeded" and "umap-learn 0.5.3" to "umap-learn 0.5.3, seeded". */
const versioned = (name: string, version: string | null): string =>
  version === null ? name : `${version}${name.replace(/^[^,]*/, '')}`;

function reasonNotToRun(
  { name, by, leftOut }: Rival,
  size: Size,
  python: PythonStack,
  all: boolean,
): string | null {
  const left = leftOut?.[size];
  if (left !== undefined && !(all && left.onlyPatience)) {
    return left.onlyPatience ? `${left.reason} (--all)` : left.reason;
  }
  return by === 'python' ? python.missing(name) : null;
}

function ownGoals(capability: Capability, size: Size, { seconds, peakBytes }: Ours): Goal[] {
  const mostSeconds = capability.seconds?.[size];
  const mostMegabytes = capability.megabytes?.[size];
  return [
    ...(mostSeconds === undefined ? [] : [atMost('time', seconds, mostSeconds, ' s')]),
    ...(mostMegabytes === undefined
      ? []
      : [atMost('memory', peakBytes / 1e6, mostMegabytes, ' MB')]),
  ];
}

function yardstickGoals(
  capability: Capability,
  size: Size,
  shares: { readonly timeShare: number; readonly memoryShare: number },
): Goal[] {
  if (capability.timeShare === undefined) return [];
  const time = capability.timeShare[size];
  const memory = memoryShare[size];
  return [
    ...(time === undefined ? [] : [atMost('time', shares.timeShare, time)]),
    ...(memory === undefined ? [] : [atMost('memory', shares.memoryShare, memory)]),
  ];
}
