import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { runProgram } from './run-program.ts';

const paths = process.argv.slice(2);
const { code } = await runProgram(
  join(projectRoot, 'node_modules/.bin/biome'),
  ['check', '--write', ...(paths.length > 0 ? paths : ['.'])],
  { cwd: projectRoot, show: true },
);
process.exitCode = code;
