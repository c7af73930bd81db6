import { z } from 'zod';

/** Whose envelopes tell what happened by a number. */
const codePrefixes = ['/tiktok/open_api', '/instagram', '/facebook', '/threads'];

/** What goes wrong with a call instead of, or before, its answer. */
export const faultSchema = z
  .strictObject({
    /** Calls whose path starts like this, e.g. `/youtube/v3/videos`. */
    path_prefix: z.string().startsWith('/').max(500),
    /** Answer with this status in the platform's error envelope. */
    status: z.number().int().min(400).max(599).optional(),
    /** The envelope's reason or error word; the usual one of the status by default. */
    reason: z.string().max(100).optional(),
    /**
     * Answer with this code: of TikTok's Accounts API, with HTTP 200, or of the Graph API, with the
     * status that goes with it.
     */
    code: z.number().int().min(1).max(99_999).optional(),
    /** Goes with a `code` of the Graph API. */
    subcode: z.number().int().min(1).max(99_999_999).optional(),
    /**
     * `html`: a web page instead of JSON; `truncate`: the body stops half way; `slow`: the right
     * answer after `delay_ms`; `drip`: the right answer in pieces over `delay_ms`; `reset`: the
     * connection closes without an answer; `revoke`: the call's grant dies just before the call.
     */
    kind: z.enum(['html', 'truncate', 'slow', 'drip', 'reset', 'revoke']).optional(),
    /** How many calls it hits. */
    times: z.number().int().min(1).max(1_000_000).default(1),
    /** So many calls to these paths go well before. */
    after_calls: z.number().int().min(0).max(1_000_000).optional(),
    /** Before any of the above; of a `drip`, all in all. */
    delay_ms: z.number().int().min(0).max(600_000).optional(),
    /** Goes with `status` or `code`. */
    retry_after_s: z.number().int().min(0).max(1_000_000).optional(),
    /** How `Retry-After` is written; in seconds by default. */
    retry_after_form: z.enum(['seconds', 'date']).optional(),
  })
  .refine(
    ({ status, kind, code }) =>
      [status, kind, code].filter((given) => given !== undefined).length === 1,
    { message: 'needs either status or kind or code', path: ['kind'] },
  )
  .refine(
    ({ code, path_prefix }) =>
      code === undefined || codePrefixes.some((prefix) => path_prefix.startsWith(prefix)),
    { message: `only paths below ${codePrefixes.join(', ')} answer with codes`, path: ['code'] },
  )
  .refine(({ code, subcode }) => subcode === undefined || code !== undefined, {
    message: 'goes with code',
    path: ['subcode'],
  })
  .refine(({ kind, retry_after_s }) => kind === undefined || retry_after_s === undefined, {
    message: 'goes with status or code',
    path: ['retry_after_s'],
  });
export type Fault = z.infer<typeof faultSchema>;

export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  /** What is still to come, oldest first; `times` and `after_calls` count down. */
  list(): readonly Fault[];
  /** The fault for a call to `path`, used up by one; null when the call goes well. */
  take(path: string): Fault | null;
}

interface Pending {
  readonly fault: Fault;
  left: number;
  waiting: number;
}

/** Faults strike in the order in which they were asked for. */
export function createFaultList(): FaultList {
  let pending: Pending[] = [];
  return {
    add(fault) {
      pending.push({ fault, left: fault.times, waiting: fault.after_calls ?? 0 });
    },
    clear() {
      pending = [];
    },
    list: () =>
      pending.map(({ fault, left, waiting }) => ({
        ...fault,
        times: left,
        ...(fault.after_calls !== undefined && { after_calls: waiting }),
      })),
    take(path) {
      for (const entry of pending) {
        if (!path.startsWith(entry.fault.path_prefix)) continue;
        if (entry.waiting > 0) {
          entry.waiting -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left === 0) pending = pending.filter((other) => other !== entry);
        return entry.fault;
      }
      return null;
    },
  };
}
