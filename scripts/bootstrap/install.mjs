import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { underLock } from './install-lock.mjs';

const pnpm = 'pnpm@12.21.0';

/**
 * Installs the locked dependencies, unless the last install saw the same lock
 * file, workspace and manifests. Of two at once, one installs and one waits.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export async function installUnlessCurrent(root, env) {
  if (isCurrent(root)) return;
  const state = join(root, '.viral-scan');
  mkdirSync(state, { recursive: true, mode: 0o755 });
  await underLock(
    join(state, 'install.lock'),
    async () => {
      if (isCurrent(root)) return;
      const startedAt = performance.now();
      console.error('viral-scan: installing the locked dependencies …');
      const wanted = fingerprint(root);
      await install(root, env);
      writeFileSync(stampFile(root), wanted);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.error(`viral-scan: installed in ${seconds} s`);
    },
    () => console.error('viral-scan: waiting for another install to end …'),
  );
}

const stampFile = (root) => join(root, 'node_modules', '.viral-scan-install');

function isCurrent(root) {
  if (!existsSync(join(root, 'node_modules', '.modules.yaml'))) return false;
  const stamp = stampFile(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root);
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${pnpm} ${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function manifests(root) {
  const members = ['packages', 'services', 'test'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json'))
      : [],
  );
  return ['package.json', join('bench', 'package.json'), ...members.sort()].filter((file) =>
    existsSync(join(root, file)),
  );
}

/** @returns {Promise<void>} rejects with everything the installer said */
function install(root, env) {
  // npx lies beside node when the PATH does not have it. CI keeps pnpm from asking questions.
  const path = [env.PATH, dirname(process.execPath)].filter(Boolean).join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['-y', pnpm, 'install', '--frozen-lockfile'], {
      cwd: root,
      env: { ...env, PATH: path, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk) => {
      said += chunk;
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) =>
      reject(new Error(`cannot run npx (${error.message}); it comes with npm`)),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the install failed (${signal ?? code}):\n${said.trim()}`));
    });
  });
}
