import { createHmac } from 'node:crypto';

/** How a user appears in logs: the first 16 hex digits of HMAC-SHA-256 under the log's key. */
export const hashUser = (key: string, userId: string): string =>
  createHmac('sha256', key).update(userId).digest('hex').slice(0, 16);
