import { inMemoryStore, storeConformance } from '../src/index.ts';

storeConformance('the store in memory', async () => {
  let aheadMs = 0;
  const { state, ...ports } = inMemoryStore({ realNowMs: () => Date.now() + aheadMs });
  return {
    ...ports,
    isConcurrent: true,
    eventsOf: async (scanId) =>
      state.outbox.flatMap((row) => (row.scanId === scanId ? (row.event ?? []) : [])),
    age: async (ms) => {
      aheadMs += ms;
    },
    close: async () => undefined,
  };
});
