import { AsyncLocalStorage } from 'node:async_hooks';

const correlation = new AsyncLocalStorage<string>();

/** Everything `fn` logs, also later and asynchronously, carries this `correlation_id`. */
export const withCorrelation = <T>(correlationId: string, fn: () => T): T =>
  correlation.run(correlationId, fn);

export const currentCorrelationId = (): string | undefined => correlation.getStore();
