/** `request_id`, `log_id` and `x-tt-logid`: 14 digits of the moment, then hex, never the same twice. */
export function createLogIds(now: () => number): () => string {
  let calls = 0;
  return () => {
    calls += 1;
    const digits = new Date(now()).toISOString().replace(/\D/g, '').slice(0, 14);
    return `${digits}0101${calls.toString(16).toUpperCase().padStart(16, '0')}`;
  };
}
