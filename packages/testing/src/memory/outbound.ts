import type { OutboundDelivery } from '@viral-scan/contracts';
import type { OutboundRepository } from '@viral-scan/scan';
import type { MemoryState, OutboxRow, StoredDelivery } from './state.ts';

export function memoryOutbound(state: MemoryState): OutboundRepository {
  let lastId = 0;
  const waitingFor = (destination: string): StoredDelivery[] =>
    state.deliveries.filter((row) => row.destination === destination && row.doneMs === null);
  const taken = ({ deliveryId, attempt }: OutboundDelivery): StoredDelivery | undefined =>
    state.deliveries.find(
      (row) => row.deliveryId === deliveryId && row.attempts === attempt && row.doneMs === null,
    );
  const end = (row: StoredDelivery | undefined, known: Partial<StoredDelivery>): void => {
    if (row !== undefined) Object.assign(row, { doneMs: state.realNowMs(), ...known });
  };

  return {
    async fanOut(destinations, limit) {
      const rows = state.outbox.filter((row) => row.event !== null && !row.done).slice(0, limit);
      for (const row of rows) {
        row.done = true;
        if (!destinations.includes('viral-engine')) row.patterns = null;
        for (const destination of destinations) {
          if (destination === 'viral-engine' && (row.patterns ?? null) === null) continue;
          lastId += 1;
          state.deliveries.push({
            deliveryId: lastId,
            destination,
            row,
            orderKey: orderKeyOf(row),
            state: 'waiting',
            attempts: 0,
            nextAttemptMs: state.realNowMs(),
            lastStatus: null,
            lastError: null,
            doneMs: null,
          });
        }
      }
      return rows.length;
    },

    async take(destination, { limit, leaseMs }) {
      const heads = new Map<string, StoredDelivery>();
      for (const row of waitingFor(destination)) {
        if (!heads.has(row.orderKey)) heads.set(row.orderKey, row);
      }
      const due = [...heads.values()].filter((row) => row.nextAttemptMs <= state.realNowMs());
      return due.slice(0, limit).flatMap((row) => {
        const { event, createdMs } = row.row;
        const patterns = destination === 'viral-engine' ? (row.row.patterns ?? null) : null;
        if (event === null) return [];
        row.state = 'taken';
        row.attempts += 1;
        row.nextAttemptMs = state.realNowMs() + leaseMs;
        return {
          deliveryId: row.deliveryId,
          destination,
          event,
          patterns,
          attempt: row.attempts,
          createdAt: new Date(createdMs),
        };
      });
    },

    async delivered(deliveries) {
      for (const delivery of deliveries) {
        const row = taken(delivery);
        end(row, { state: 'delivered', lastError: null, lastStatus: null });
        if (row?.destination === 'viral-engine') row.row.patterns = null;
      }
    },

    async postpone(delivery, error, pauseMs) {
      const row = taken(delivery);
      if (row === undefined) return;
      row.state = 'waiting';
      row.lastError = error;
      row.nextAttemptMs = state.realNowMs() + pauseMs;
    },

    async refuse(delivery, error, status) {
      end(taken(delivery), { state: 'refused', lastError: error, lastStatus: status });
    },

    async hurry(destination) {
      for (const row of waitingFor(destination)) {
        if (row.state === 'waiting') row.nextAttemptMs = state.realNowMs();
      }
    },

    async lag(destinations) {
      return destinations.map((destination) => {
        const waiting = waitingFor(destination);
        const oldestMs = Math.min(...waiting.map(({ row }) => row.createdMs));
        return {
          destination,
          waiting: waiting.length,
          oldestSeconds: waiting.length === 0 ? 0 : (state.realNowMs() - oldestMs) / 1_000,
        };
      });
    },

    async forget(before, givenUpBefore) {
      const drop = (isOver: (row: StoredDelivery) => boolean): number => {
        const over = state.deliveries.filter(isOver);
        for (const row of over) state.deliveries.splice(state.deliveries.indexOf(row), 1);
        return over.length;
      };
      return {
        forgotten: drop(({ doneMs }) => doneMs !== null && doneMs < before.getTime()),
        givenUp: drop(
          ({ doneMs, row }) => doneMs === null && row.createdMs < givenUpBefore.getTime(),
        ),
      };
    },
  };
}

const orderKeyOf = ({ subjectId, event }: OutboxRow): string =>
  `${subjectId}/${event?.partitionkey ?? event?.subject}`;
