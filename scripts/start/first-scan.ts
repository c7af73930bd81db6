import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ImportResult, ScanResults } from '@viral-scan/contracts';
import { parseImport } from '@viral-scan/platforms';
import { candidatesOf, chooseAccounts } from './accounts.ts';
import { type Api, inWords, type ProblemBody } from './api.ts';
import { connectAccount } from './connect.ts';
import type { Home } from './home.ts';
import { readJson, writeJson } from './json-file.ts';
import type { StartOptions } from './options.ts';
import type { Sandbox } from './sandbox.ts';
import { replay, runScan, ScanFailed, type ScanPlan } from './scan-run.ts';

const defaultLookbackDays = 90;
const mostLookbackDays = 3_650;
const dayMs = 86_400_000;

export interface FirstScanDeps {
  readonly api: Api;
  readonly sandbox: Sandbox;
  readonly home: Home;
  /** See `databaseIdentity`. */
  readonly database: string;
  readonly onInitiated: (scanId: string) => void;
}

/** Brings the world's posts in and runs one scan over them. */
export function firstScan(deps: FirstScanDeps, options: StartOptions): Promise<ScanResults> {
  return options.postsFile === null
    ? scanWorld(deps, options)
    : scanFile(deps, options, options.postsFile);
}

async function scanWorld(deps: FirstScanDeps, options: StartOptions): Promise<ScanResults> {
  const { api, sandbox, home, database } = deps;
  const { own, connectable, competitors, timezone } = await chooseInWorld(sandbox, options);
  for (const account of connectable) await connectAccount(api, account);
  const others = connectable.map(({ platform, id }) => `${platform}:${id}`);
  const accounts = [...new Set([own.ref, ...others])];
  const plan: ScanPlan = {
    platforms: [...new Set(accounts.map(platformOf))],
    accounts,
    competitors: competitors.map(({ ref }) => ref),
    lookbackDays: options.lookbackDays ?? defaultLookbackDays,
    timezone: options.timezone ?? timezone,
  };
  console.log(
    `World        ${options.world}; user ${own.name ?? own.ref}, competitors ${competitors.map(({ name, ref }) => name ?? ref).join(', ')}`,
  );
  if (connectable.length > 0) {
    const named = connectable.map(({ name, platform }) => `${name} (${platform})`);
    console.log(`Connected    ${named.join(', ')}, through OAuth`);
  }
  const clock = await sandbox.clock();
  const until = new Date(clock.ends_at);
  const key = JSON.stringify([database, options.world, options.seed, plan, until]);
  const replayed = home.path('replayed.json');
  const earlier = readJson(replayed);
  const done = Array.isArray(earlier) ? earlier : [];
  if (done.includes(key)) {
    await sandbox.setClock(until);
    console.log('Replaying    done by an earlier start: its snapshots are reused');
  } else {
    await replay(api, sandbox, plan, new Date(clock.starts_at), until);
    writeJson(replayed, [...done, key]);
  }
  return runScan(api, plan, deps.onInitiated);
}

async function chooseInWorld(sandbox: Sandbox, options: StartOptions) {
  const [user, accounts] = await Promise.all([sandbox.user(), sandbox.accounts()]);
  const candidates = accounts.map(({ id, title }) => ({ ref: `youtube:${id}`, name: title }));
  const isDefault = options.account === null && options.competitors.length === 0;
  const wished = isDefault
    ? { account: user.own[0] ?? null, competitors: user.competitors }
    : options;
  return {
    ...chooseAccounts(candidates, wished),
    // A named account is read as anyone sees it: whose it is, only its owner can say.
    connectable: isDefault ? user.accounts : [],
    timezone: user.timezone,
  };
}

const platformOf = (ref: string): string => ref.slice(0, ref.indexOf(':'));

async function scanFile(
  deps: FirstScanDeps,
  options: StartOptions,
  file: string,
): Promise<ScanResults> {
  const { api, sandbox } = deps;
  // The present of a file is the last moment it knows of: its posts are as old as they were then.
  const present = await lastMoment(file, options.snapshotsFile);
  await sandbox.setClock(present);
  const imported = await upload(api, file, 'posts');
  if (options.snapshotsFile !== null) await upload(api, options.snapshotsFile, 'snapshots');
  const { own, competitors } = chooseAccounts(candidatesOf(imported), options);
  const first = new Date(imported.first_published_at ?? present);
  const days = Math.ceil((present.getTime() - first.getTime()) / dayMs) + 1;
  if (options.lookbackDays === null && days > mostLookbackDays) {
    console.log(
      `Window       the last ${mostLookbackDays} of the file's ${days} days, the most a scan looks back`,
    );
  }
  const refs = [own, ...competitors].map(({ ref }) => ref);
  console.log(
    `File         ${basename(file)}; user ${own.name ?? own.ref}, competitors ${competitors.map(({ name, ref }) => name ?? ref).join(', ') || 'none'}`,
  );
  return runScan(
    api,
    {
      platforms: [...new Set(refs.map(platformOf))],
      accounts: [own.ref],
      competitors: competitors.map(({ ref }) => ref),
      lookbackDays: options.lookbackDays ?? Math.min(days, mostLookbackDays),
      timezone: options.timezone ?? 'UTC',
    },
    deps.onInitiated,
  );
}

/** @throws ScanFailed naming the file when it is missing or cannot be read */
async function lastMoment(postsFile: string, snapshotsFile: string | null): Promise<Date> {
  let last = 0;
  const seen = (at: Date | null): void => {
    if (at !== null) last = Math.max(last, at.getTime());
  };
  const read = async (file: string, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      throw new ScanFailed(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const now = new Date();
  await read(postsFile, async () => {
    for await (const { records } of parseImport(createReadStream(postsFile), {
      kind: 'posts',
      now,
    })) {
      for (const record of records) {
        if (!('row' in record)) continue;
        seen(record.row.post.publishedAt);
        seen(record.row.capturedAt);
        for (const { capturedAt } of record.row.snapshots) seen(capturedAt);
      }
    }
  });
  if (snapshotsFile !== null) {
    await read(snapshotsFile, async () => {
      const batches = parseImport(createReadStream(snapshotsFile), { kind: 'snapshots', now });
      for await (const { records } of batches) {
        for (const record of records) if ('row' in record) seen(record.row.capturedAt);
      }
    });
  }
  return new Date(last === 0 ? Date.now() : last);
}

async function upload(api: Api, file: string, kind: 'posts' | 'snapshots'): Promise<ImportResult> {
  const { status, body } = await api.upload<ImportResult & ProblemBody>(
    `/imports?kind=${kind}`,
    createReadStream(file),
  );
  if (status >= 300) throw new ScanFailed(`${file}: ${inWords(status, body)}`);
  console.log(
    `Imported     ${body.accepted} of ${body.rows} rows (${kind}), ${body.duplicates} of them known before or twice, ${body.rejected} refused`,
  );
  for (const { line, field, message } of body.errors.slice(0, 5)) {
    console.log(`             line ${line}, ${field}: ${message}`);
  }
  if (body.rejected > 5) console.log(`             … and ${body.rejected - 5} more`);
  return body;
}
