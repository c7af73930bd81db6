/**
 * The present of the world a scan looks at: the system's time in production, a frozen or moved
 * time in a demo world. Leases, deadlines, quotas and logs use real time instead.
 */
export interface Clock {
  now(): Date;
  /** Learns the present anew from where it comes from; a no-op for the system clock. */
  refresh(): Promise<void>;
}
