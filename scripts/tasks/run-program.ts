import { spawn } from 'node:child_process';

export type ProgramResult = { readonly code: number; readonly output: string };

const running = new Set<(signal: NodeJS.Signals) => void>();

/**
 * Ctrl-C reaches the programs by the terminal; what is sent to us alone is
 * passed on. We stay until they have ended, to count and to exit with their code.
 */
export function passSignalsOn(): void {
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const pass of running) pass(signal);
    });
  }
}

/**
 * @param show true: people see the output at once; false: it is returned.
 * @param env beside our own environment
 */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, show, env = {} }: { cwd: string; show: boolean; env?: Record<string, string> },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    running.add(pass);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(pass);
      resolve({ code: code ?? 1, output });
    });
  });
}
