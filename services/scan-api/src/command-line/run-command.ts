import { InvalidConfiguration, loadConfig, serviceConfig } from '@viral-scan/runtime';
import { createPools, createStore, type Store } from '@viral-scan/store';
import { z } from 'zod';
import { UsageError } from './usage-error.ts';

interface Command<Options> {
  readonly name: string;
  readonly usage: string;
  /** @throws UsageError */
  readonly parse: (argv: readonly string[]) => Options | 'help';
  readonly run: (options: Options, store: Store) => Promise<void>;
}

/** A command of operators, on the database of `DATABASE_URL`; its exit code is the process's. */
export async function runCommand<Options>(command: Command<Options>): Promise<void> {
  try {
    const options = command.parse(process.argv.slice(2));
    if (options === 'help') console.log(command.usage);
    else await withStore(command.name, (store) => command.run(options, store));
  } catch (error) {
    const isRefusal = error instanceof UsageError || error instanceof InvalidConfiguration;
    console.error(isRefusal ? `viral-scan: ${error.message}` : error);
    if (error instanceof UsageError) console.error(`\n${command.usage}`);
    process.exitCode = 1;
  }
}

async function withStore(
  applicationName: string,
  work: (store: Store) => Promise<void>,
): Promise<void> {
  const { DATABASE_URL: databaseUrl } = loadConfig(
    z.object({ DATABASE_URL: serviceConfig.DATABASE_URL }),
    process.env,
  );
  const pools = createPools({ databaseUrl, applicationName, max: 1 });
  try {
    await work(createStore({ pool: pools.scan, identityPool: pools.identity }));
  } finally {
    await pools.end();
  }
}
