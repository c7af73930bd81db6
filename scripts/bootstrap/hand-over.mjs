import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * The Node that came with the dependencies, else the one we run on if it will do.
 *
 * @param {string} root
 * @returns {string} path of the program
 */
export function findNode24(root) {
  const installed = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed) && majorOf(installed) >= 24) return installed;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  throw new Error(
    `no Node 24 comes with the dependencies for ${process.platform}-${process.arch}: ` +
      `install Node 24 or newer and try again (this is ${process.version})`,
  );
}

function majorOf(node) {
  try {
    const version = execFileSync(node, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(version.toString().slice(1), 10);
  } catch {
    return 0;
  }
}

/**
 * Runs a script and waits for it. The script is in our process group, so that
 * a terminal's Ctrl-C reaches it by itself: we only have to outlive it.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {{ root: string, env: NodeJS.ProcessEnv }} place
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
export function handOver(node, args, { root, env }) {
  const bin = join(root, 'node_modules', '.bin');
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      cwd: root,
      env: { ...env, PATH: [bin, env.PATH].filter(Boolean).join(delimiter) },
      stdio: 'inherit',
    });
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const orphaned = onceOrphaned(() => child.kill('SIGTERM'));
    process.on('SIGINT', () => {
      clearInterval(orphaned);
      // Without a terminal somebody sent it to us alone. SIGTERM asks for the
      // same, and is no second Ctrl-C should the script have got one after all.
      if (!hasTerminal()) child.kill('SIGTERM');
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(orphaned);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Between npm and us is a shell, and a SIGTERM to npm ends that shell, not us:
 * the system would go on running with nobody to stop it.
 */
function onceOrphaned(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500);
  if (process.env.npm_lifecycle_event === undefined) clearInterval(watch);
  return watch;
}

function hasTerminal() {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
