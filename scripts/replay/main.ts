import { runReplay } from './run-replay.ts';

process.exitCode = runReplay(process.argv.slice(2), {
  // npm runs its scripts in the project's folder, wherever it was called.
  folder: process.env.INIT_CWD ?? '.',
  print: console.log,
  complain: console.error,
});
