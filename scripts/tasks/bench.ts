import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { passSignalsOn, runProgram } from './run-program.ts';

/**
 * `npm run bench` runs every bench/*.bench.ts, `npm run bench NAME …` those named. Options, from
 * the first word that begins with "--", go to the benchmarks: `npm run bench:accuracy -- --posts FILE`.
 */
passSignalsOn();
const folder = join(projectRoot, 'bench');
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('--'));
const wanted = firstOption < 0 ? words : words.slice(0, firstOption);
const options = firstOption < 0 ? [] : words.slice(firstOption);
const all = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.bench.ts')) : [];
const chosen = all.filter((f) => wanted.length === 0 || wanted.some((word) => f.includes(word)));
if (chosen.length === 0) {
  const names = all.map((file) => file.replace('.bench.ts', '')).join(', ');
  console.error(`no benchmark ${wanted.join(' ')}; there are: ${names || 'none yet'}`);
  process.exitCode = 1;
}
for (const file of chosen) {
  const { code } = await runProgram(process.execPath, [join(folder, file), ...options], {
    cwd: projectRoot,
    show: true,
  });
  if (code !== 0) process.exitCode = 1;
}
