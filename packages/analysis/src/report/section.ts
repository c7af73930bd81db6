import type { Evidence } from '@viral-scan/contracts';

/** What a section found, and why it says no more: neither stands alone. */
export interface Section<Found> {
  readonly found: Found;
  readonly evidence: Evidence;
}
