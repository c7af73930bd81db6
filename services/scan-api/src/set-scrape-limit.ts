import { runCommand } from './command-line/run-command.ts';
import { parseLimitOptions, usage } from './scrape-limits/limit-options.ts';

/** `npm run scrape-limit`: the limit of a tenant that holds from here on, in one line. */
await runCommand({
  name: 'scrape-limit',
  usage,
  parse: parseLimitOptions,
  async run({ tenantId, wish }, { scrapeLimits }) {
    if (wish === 'default') await scrapeLimits.setLimit(tenantId, null);
    else if (wish !== 'show') await scrapeLimits.setLimit(tenantId, wish);
    const limit = await scrapeLimits.limitOf(tenantId);
    console.log(
      limit === null
        ? 'default: as RATE_LIMIT_REQUESTS_PER_WINDOW and RATE_LIMIT_WINDOW_SECONDS say'
        : `${limit.requests} in ${limit.windowSeconds} s for each account of a user`,
    );
  },
});
