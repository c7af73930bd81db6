import type { Day } from '@viral-scan/contracts';

const dayMs = 86_400_000;

/** The UTC day of a moment, `daysAgo` days before it. */
export const utcDay = (moment: Date, daysAgo = 0): Day =>
  new Date(moment.getTime() - daysAgo * dayMs).toISOString().slice(0, 10);
