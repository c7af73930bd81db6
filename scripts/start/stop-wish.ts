/**
 * Ctrl-C, SIGTERM or a closed terminal, heard until the end: npm may send two of them for one key,
 * and stopping has its own end.
 */
export function listenForStop() {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(event, () => resolve());
  return {
    asked,
    /** Ends with the work, or as soon as a stop is asked for. */
    orUntil: (work: () => Promise<void>): Promise<void> => Promise.race([work(), asked]),
  };
}
