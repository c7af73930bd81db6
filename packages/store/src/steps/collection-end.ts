import type { Coverage, ScanError, ScanState } from '@viral-scan/contracts';

export interface EndedStep {
  readonly coverage: Coverage | null;
  readonly error: ScanError | null;
}

export interface CollectionEnd {
  readonly state: Extract<ScanState, 'completed' | 'partial' | 'failed'>;
  readonly error: ScanError | null;
}

/** How a collection ended: failed only when nothing at all could be read. */
export function collectionEnd(steps: readonly EndedStep[]): CollectionEnd {
  const statuses = steps.map(({ coverage }) => coverage?.status ?? 'unavailable');
  if (statuses.every((status) => status === 'complete')) {
    return { state: 'completed', error: null };
  }
  if (statuses.some((status) => status !== 'unavailable')) return { state: 'partial', error: null };
  return {
    state: 'failed',
    error: steps.find(({ error }) => error !== null)?.error ?? {
      code: 'nothing_collected',
      message: 'none of the accounts could be read',
    },
  };
}
