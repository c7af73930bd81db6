import { createHash } from 'node:crypto';

/** Worlds have no stories: every account has one here, posted at midnight UTC, seen by hardly anyone. */
export interface Story {
  readonly id: string;
  readonly createdAt: Date;
}

const dayMs = 86_400_000;

/** The one that lives at `at`; stories end after 24 hours. */
export function currentStory(accountId: string, at: Date): Story {
  const startMs = Math.floor(at.getTime() / dayMs) * dayMs;
  const hash = createHash('sha256').update(`story ${accountId} ${startMs}`).digest();
  const digits = String(hash.readUIntBE(0, 6) % 10 ** 13).padStart(13, '0');
  return { id: `1809${digits}`, createdAt: new Date(startMs) };
}
