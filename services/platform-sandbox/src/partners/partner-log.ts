import type { TakenDelivery } from './partner.ts';

/** What one partner received since the start, or since it was made to forget; in memory. */
export interface PartnerLog {
  took(delivery: TakenDelivery): void;
  /** A body that does not fit. */
  refused(): void;
  /** Somebody came while a fault stood in the way. */
  struck(): void;
  clear(): void;
  counts(): PartnerCounts;
  /** The last 10,000, in the order in which they came; bodies of the last 64 MB of them. */
  list(): readonly ReceivedDelivery[];
}

export interface PartnerCounts {
  /** Duplicates too. */
  readonly received: number;
  readonly distinct: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly struck: number;
  /** Real times: the last 1,000. */
  readonly struckAt: readonly Date[];
}

export interface ReceivedDelivery extends Omit<TakenDelivery, 'bytes'> {
  /** From 1; never given twice. */
  readonly seq: number;
  /** Real time. */
  readonly at: Date;
  readonly isDuplicate: boolean;
}

const mostKept = 10_000;
const mostBytes = 64_000_000;
const mostIds = 200_000;
const mostTimes = 1_000;

export function createPartnerLog(now: () => number): PartnerLog {
  let entries: (ReceivedDelivery & { bytes: number })[] = [];
  let ids = new Set<string>();
  let struckAt: Date[] = [];
  let received = 0;
  let distinct = 0;
  let refused = 0;
  let struck = 0;
  let bytes = 0;
  let bodiless = 0;
  let seq = 0;

  /** Entries before `bodiless` have lost their bodies. */
  const loseBodies = (): void => {
    while (bytes > mostBytes && bodiless < entries.length) {
      const entry = entries[bodiless];
      if (entry !== undefined) {
        bytes -= entry.bytes;
        entries[bodiless] = { ...entry, body: null, bytes: 0 };
      }
      bodiless += 1;
    }
  };

  return {
    took({ bytes: size, ...delivery }) {
      const isDuplicate = ids.has(delivery.id);
      received += 1;
      if (!isDuplicate) distinct += 1;
      ids.add(delivery.id);
      const [firstId] = ids;
      if (ids.size > mostIds && firstId !== undefined) ids.delete(firstId);
      seq += 1;
      bytes += size;
      entries.push({ ...delivery, seq, at: new Date(now()), isDuplicate, bytes: size });
      if (entries.length > mostKept) {
        bytes -= entries.shift()?.bytes ?? 0;
        bodiless = Math.max(0, bodiless - 1);
      }
      loseBodies();
    },
    refused() {
      refused += 1;
    },
    struck() {
      struck += 1;
      struckAt = [...struckAt.slice(1 - mostTimes), new Date(now())];
    },
    clear() {
      entries = [];
      ids = new Set();
      struckAt = [];
      received = 0;
      distinct = 0;
      refused = 0;
      struck = 0;
      bytes = 0;
      bodiless = 0;
    },
    counts: () => ({
      received,
      distinct,
      duplicates: received - distinct,
      refused,
      struck,
      struckAt,
    }),
    list: () => entries,
  };
}
