import { createHash } from 'node:crypto';
import { analyze, createWorkerPool, serial } from '@viral-scan/analysis';
import { generatedAccount } from '../generated-account.ts';
import type { Subject } from '../subject.ts';

/** The whole report on one account; what it returns is the report's SHA-256, four bytes a number. */
const reportSubject =
  (threads: number): Subject =>
  (_file, posts) => {
    const input = generatedAccount(posts);
    return () => {
      const pool = threads > 1 ? createWorkerPool(threads) : null;
      const report = analyze(input, { parallel: pool ?? serial });
      pool?.close();
      const digest = createHash('sha256').update(JSON.stringify(report)).digest();
      return Float64Array.from({ length: 8 }, (_, i) => digest.readUInt32LE(4 * i));
    };
  };

export const reportOnTwoThreads = reportSubject(2);
export const reportOnOneThread = reportSubject(1);
