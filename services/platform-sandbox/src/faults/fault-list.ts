import { z } from 'zod';

/** What goes wrong with a call instead of, or before, its answer. */
export const faultSchema = z
  .strictObject({
    /** Calls whose path starts like this, e.g. `/youtube/v3/videos`. */
    path_prefix: z.string().startsWith('/').max(500),
    /** Answer with this status in the platform's error envelope. */
    status: z.number().int().min(400).max(599).optional(),
    /** `errors[0].reason` of that envelope; the usual one of the status by default. */
    reason: z.string().max(100).optional(),
    /**
     * `html`: a web page instead of JSON; `truncate`: the body stops half way; `slow`: the right
     * answer after `delay_ms`; `reset`: the connection closes without an answer.
     */
    kind: z.enum(['html', 'truncate', 'slow', 'reset']).optional(),
    /** How many calls it hits. */
    times: z.number().int().min(1).max(1_000_000).default(1),
    /** Before any of the above. */
    delay_ms: z.number().int().min(0).max(600_000).optional(),
  })
  .refine((fault) => (fault.status === undefined) !== (fault.kind === undefined), {
    message: 'needs either status or kind',
    path: ['kind'],
  });
export type Fault = z.infer<typeof faultSchema>;

export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  /** What is still to come, oldest first; `times` counts down. */
  list(): readonly Fault[];
  /** The fault for a call to `path`, used up by one; null when the call goes well. */
  take(path: string): Fault | null;
}

/** Faults strike in the order in which they were asked for. */
export function createFaultList(): FaultList {
  let pending: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      pending.push({ fault, left: fault.times });
    },
    clear() {
      pending = [];
    },
    list: () => pending.map(({ fault, left }) => ({ ...fault, times: left })),
    take(path) {
      const hit = pending.find(({ fault }) => path.startsWith(fault.path_prefix));
      if (hit === undefined) return null;
      hit.left -= 1;
      if (hit.left === 0) pending = pending.filter((entry) => entry !== hit);
      return hit.fault;
    },
  };
}
