import { randomUUID } from 'node:crypto';
import type { NewScan } from '@viral-scan/contracts';

/** A scan of one own account and one competitor, with no quota and no key. */
export const newScan = (known: Partial<NewScan> = {}): NewScan => ({
  scanId: randomUUID(),
  kind: 'scan',
  parameters: {
    platforms: ['youtube'],
    accounts: ['youtube:UC0000000000000000000001'],
    competitors: ['youtube:UC0000000000000000000002'],
    lookback_days: 90,
    timezone: 'UTC',
  },
  steps: [
    {
      stepKey: 'collect-0',
      kind: 'collect-account',
      accountRef: 'youtube:UC0000000000000000000001',
      role: 'own',
    },
    {
      stepKey: 'collect-1',
      kind: 'collect-account',
      accountRef: 'youtube:UC0000000000000000000002',
      role: 'competitor',
    },
    { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null },
  ],
  scanTime: new Date('2026-06-01T12:00:00.000Z'),
  hourlyQuota: null,
  idempotency: null,
  traceparent: null,
  ...known,
});
