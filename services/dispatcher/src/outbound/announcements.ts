import type { Announcements } from '@viral-scan/scan';

/** Told from anywhere in the process; those who wait forget nothing that was told while they worked. */
export class OutboxAnnouncements implements Announcements {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  get count(): number {
    return this.#count;
  }

  readonly tell = (): void => {
    this.#count += 1;
    for (const end of [...this.#waiting]) end();
  };

  wait(seen: number, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#count !== seen) return Promise.resolve();
    const end = (): void => {
      clearTimeout(timer);
      this.#waiting.delete(end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    this.#waiting.add(end);
    return promise;
  }
}
