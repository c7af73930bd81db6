export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the time is up, false when the caller gave up or nothing happened yet. */
  readonly isOver: () => boolean;
  /** Must be called when the work has ended. */
  readonly clear: () => void;
}

/** Aborts after `ms`, or as soon as the caller's signal does. */
export function startDeadline(ms: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    controller.abort();
  }, ms);
  const giveUp = () => controller.abort();
  if (caller?.aborted) giveUp();
  caller?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    isOver: () => over,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', giveUp);
    },
  };
}
