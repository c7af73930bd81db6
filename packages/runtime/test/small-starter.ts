import { spawn } from 'node:child_process';

/** Starts the small service with its output in a pipe, as a supervisor does, and tells its pid. */
const file = new URL('small-service.ts', import.meta.url).pathname;
const child = spawn(process.execPath, [file, 'run', String(process.pid)], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
child.stdout.once('data', () => console.log(child.pid));
