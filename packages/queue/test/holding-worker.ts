import { collectAccountJobSchema } from '@viral-scan/contracts';
import { connectRedis, startWorker } from '../src/index.ts';

const [url = '', prefix = ''] = process.argv.slice(2);

/** Says "taken" when it has a job, and never finishes it. */
startWorker({
  name: 'collect-account',
  redis: connectRedis(url, { role: 'blocking', name: 'holding' }),
  prefix,
  concurrency: 1,
  schema: collectAccountJobSchema,
  handler: () => {
    console.log('taken');
    return new Promise(() => undefined);
  },
});
