import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataFile } from './data.ts';
import type { Measured } from './measured.ts';
import type { Size } from './sizes.ts';

export interface Task {
  readonly capability: string;
  readonly implementation: string;
  readonly by: 'python' | 'node';
  readonly nodeFlags: readonly string[];
  readonly size: Size;
  readonly data: DataFile;
  /** For the results. */
  readonly folder: string;
}

export type Outcome =
  | { readonly measured: Measured; readonly result: Float64Array }
  | { readonly failed: string };

const runs: Readonly<Record<Size, number>> = { '1k': 5, '10k': 3, '100k': 2 };
/** No further run is begun after so long. */
const mostSeconds = 15;
const mostMinutes = 10;
const programs = { node: 'measure.ts', python: 'reference.py' } as const;

/** Measures one implementation in a process of its own. */
export async function runSubject(task: Task): Promise<Outcome> {
  const { capability, implementation, by, nodeFlags, size, data } = task;
  const output = join(task.folder, 'result.f64');
  const program = fileURLToPath(new URL(programs[by], import.meta.url));
  const flags = by === 'node' ? nodeFlags : [];
  const words = [
    ...flags,
    program,
    capability,
    implementation,
    data.path,
    data.rows,
    data.warmUpRows,
  ];
  const { code, printed, complaint } = await runProgram(
    by === 'node' ? process.execPath : '/usr/bin/python3',
    [...words, runs[size], mostSeconds, output].map(String),
  );
  const last = printed.trim().split('\n').at(-1) ?? '';
  if (code !== 0) return { failed: complaint.trim().split('\n').at(-1) ?? `ended with ${code}` };
  const measured: Measured = JSON.parse(last);
  const { buffer, byteOffset, byteLength } = readFileSync(output);
  return { measured, result: new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength)) };
}

function runProgram(
  file: string,
  args: readonly string[],
): Promise<{ code: number; printed: string; complaint: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: mostMinutes * 60_000,
      env: { ...process.env, PYTHONWARNINGS: 'ignore' },
    });
    let [printed, complaint] = ['', ''];
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const ended = signal === null ? complaint : `${complaint}\nended by ${signal}`;
      resolve({ code: code ?? 1, printed, complaint: ended });
    });
  });
}
