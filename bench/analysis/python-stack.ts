import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const python = '/usr/bin/python3';
const aptGet = '/usr/bin/apt-get';
/** Debian's packages by the module they bring. */
const packages: Readonly<Record<string, string>> = {
  scipy: 'python3-scipy',
  sklearn: 'python3-sklearn',
  statsmodels: 'python3-statsmodels',
  pandas: 'python3-pandas',
  umap: 'umap-learn',
  nltk: 'python3-nltk',
};
/** VADER's reference is not in Debian; where somebody has put it beside, it is measured. */
const fromElsewhere = ['vaderSentiment'];

export interface PythonStack {
  /** Null when it can be asked; else why not. */
  readonly missing: (implementation: string) => string | null;
}

/** The module behind a line of the table, by its name up to a comma. */
const moduleOf: Readonly<Record<string, string>> = {
  'scikit-learn': 'sklearn',
  'umap-learn': 'umap',
  statsmodels: 'statsmodels',
  scipy: 'scipy',
  numpy: 'scipy',
  pandas: 'pandas',
  nltk: 'nltk',
  vaderSentiment: 'vaderSentiment',
};

/**
 * Installs Debian's packages that are missing, when this is root's; what cannot be had is told
 * and left out of the table.
 */
export function preparePythonStack(folder: string): PythonStack {
  let missing = missingModules(Object.keys(packages));
  if (missing.length > 0) {
    installPackages(missing.map((name) => packages[name] ?? name));
    missing = missingModules(Object.keys(packages));
  }
  const absent = new Set([...missing, ...missingModules(fromElsewhere)]);
  writeLexicon(folder);
  return {
    missing: (implementation) => {
      const name = moduleOf[implementation.split(',', 1)[0] ?? ''] ?? implementation;
      if (!absent.has(name)) return null;
      return `${python} has no ${name}${fromElsewhere.includes(name) ? ', nor has Debian' : ''}`;
    },
  };
}

function missingModules(names: readonly string[]): string[] {
  if (!existsSync(python)) return [...names];
  const script =
    'import importlib.util, sys; print(*[n for n in sys.argv[1:] if importlib.util.find_spec(n) is None])';
  const { stdout } = spawnSync(python, ['-c', script, ...names], { encoding: 'utf8' });
  return stdout.split(/\s+/).filter((name) => name !== '');
}

function installPackages(names: readonly string[]): void {
  const wanted = names.join(' ');
  if (process.getuid?.() !== 0 || !existsSync(aptGet)) {
    console.error(`skipped: ${wanted} (only root can install them, with apt-get)`);
    return;
  }
  console.error(`installing, once: ${wanted}`);
  const install = () => apt('install', '--yes', '--no-install-recommends', ...names);
  if (install() || (apt('update') && install())) return;
  console.error(`skipped: apt-get could not install ${wanted}`);
}

/** Its progress goes where ours goes. */
function apt(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(aptGet, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** nltk comes without VADER's words; the npm package has them as the text that nltk reads. */
function writeLexicon(folder: string): void {
  const lexicon = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt');
  const entries = readFileSync(lexicon, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'));
  writeFileSync(join(folder, 'vader_lexicon.txt'), entries.join('\n'));
}
