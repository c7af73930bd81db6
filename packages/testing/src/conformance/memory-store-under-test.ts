import { inMemoryStore } from '../memory/in-memory-store.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** A store in memory, with the hands in its rows that the suites need. */
export function memoryStoreUnderTest(): StoreUnderTest {
  let aheadMs = 0;
  const { state, ...ports } = inMemoryStore({ realNowMs: () => Date.now() + aheadMs });
  return {
    ...ports,
    isConcurrent: true,
    eventsOf: async (scanId) =>
      state.outbox.flatMap((row) => (row.scanId === scanId ? (row.event ?? []) : [])),
    patternsOf: async (subject) =>
      state.outbox.flatMap((row) =>
        row.event?.subject === subject && row.patterns ? [row.patterns] : [],
      ),
    accountEventsOf: async ({ subjectId }) =>
      state.outbox.flatMap((row) =>
        row.scanId === null && row.subjectId === subjectId ? (row.event ?? []) : [],
      ),
    tell: async ({ tenantId, subjectId }, event, patterns = null) => {
      const now = state.realNowMs();
      state.outbox.push({
        tenantId,
        subjectId,
        scanId: null,
        event,
        patterns,
        createdMs: now,
        nextAttemptMs: now,
        attempts: 0,
        done: false,
      });
    },
    age: async (ms) => {
      aheadMs += ms;
    },
    close: async () => undefined,
  };
}
