/**
 * Settles like `work`, or rejects with the signal's reason; then `unwanted` gets what the work
 * comes to all the same.
 */
export async function orAbort<T>(
  work: Promise<T>,
  signal: AbortSignal,
  unwanted: (value: T) => void,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    const value = await Promise.race([work, aborted.promise]);
    signal.throwIfAborted();
    return value;
  } catch (error) {
    if (signal.aborted) work.then(unwanted).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
