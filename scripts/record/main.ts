import { runRecord } from './run-record.ts';

process.exitCode = await runRecord(process.argv.slice(2), process.env, {
  // npm runs its scripts in the project's folder, wherever it was called.
  folder: process.env.INIT_CWD ?? '.',
  print: console.log,
  complain: console.error,
});
