import type { Egress } from '@viral-scan/egress';
import type { Runtime } from '@viral-scan/runtime';
import type { Store } from '@viral-scan/store';
import type { Config } from '../config.ts';
import { repeat } from '../repeat.ts';
import { subscribeJob } from './subscribe-job.ts';
import { askHub } from './websub-hub.ts';

/** Runs until the shutdown begins; not at all where a hub could not find us, or nothing could sign. */
export async function startSubscribing(
  config: Config,
  runtime: Pick<Runtime, 'logger' | 'shutdown'>,
  { schedule, websub }: Pick<Store, 'schedule' | 'websub'>,
  request: Egress['request'],
): Promise<void> {
  const { PUBLIC_URL: publicUrl, WEBSUB_HUB_URL: hubUrl, WEBSUB_EVERY_MS: everyMs } = config;
  const [secret] = config.WEBSUB_SECRETS;
  if (publicUrl === undefined || secret === undefined) return;
  const ask = askHub(request, { hubUrl, publicUrl, secret });
  await repeat(
    { what: 'keeping subscriptions', everyMs },
    runtime,
    subscribeJob({ schedule, websub, ask }, runtime),
  );
}
