import { randomUUID } from 'node:crypto';
import { type JobName, jobId, type PlannedJob } from '@viral-scan/contracts';

export function job(
  name: JobName,
  stepKey: string,
  options: { readonly scanId?: string; readonly children?: readonly PlannedJob[] } = {},
): PlannedJob {
  const scanId = options.scanId ?? randomUUID();
  return {
    name,
    id: jobId(scanId, stepKey, 0),
    payload: {
      tenantId: randomUUID(),
      subjectId: randomUUID(),
      scanId,
      stepKey,
      traceparent: null,
    },
    children: options.children ?? [],
  };
}

export const collectJob = (): PlannedJob => job('collect-account', 'collect-0');

export function family(childCount: number): PlannedJob {
  const scanId = randomUUID();
  const children = Array.from({ length: childCount }, (_, at) =>
    job('collect-account', `collect-${at}`, { scanId }),
  );
  return job('analyze-scan', 'analyze-scan', { scanId, children });
}
