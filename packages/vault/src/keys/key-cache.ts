import type { SubjectKey } from '@viral-scan/contracts';
import type { DataKey } from '../sealed/sealed-value.ts';

export interface KeyCacheOptions {
  /** The subjects last used whose keys stay. Default 1,000. */
  readonly subjects?: number;
  /**
   * A key is forgotten so long after its reading began, however often it is used. So a key that
   * another process destroyed is used here no longer than this. 0: nothing stays. Default 60,000.
   */
  readonly ttlMs?: number;
}

/** The unwrapped live keys of the subjects last used. */
export class KeyCache {
  readonly #entries = new Map<string, { readonly key: DataKey; readonly untilMs: number }>();
  readonly #subjects: number;
  readonly #ttlMs: number;
  readonly #nowMs: () => number;
  #lastForgottenMs = Number.NEGATIVE_INFINITY;

  constructor({ subjects = 1_000, ttlMs = 60_000 }: KeyCacheOptions, nowMs: () => number) {
    this.#subjects = subjects;
    this.#ttlMs = ttlMs;
    this.#nowMs = nowMs;
  }

  get(subject: SubjectKey): DataKey | null {
    const name = nameOf(subject);
    const entry = this.#entries.get(name);
    this.#entries.delete(name);
    if (entry === undefined || this.#nowMs() >= entry.untilMs) return null;
    // Maps keep the order of insertion: the first is the one not used for longest.
    this.#entries.set(name, entry);
    return entry.key;
  }

  /** Does nothing when a key was forgotten since the reading began: it might be this one. */
  set(subject: SubjectKey, key: DataKey, readAtMs: number): void {
    if (readAtMs <= this.#lastForgottenMs) return;
    this.#entries.set(nameOf(subject), { key, untilMs: readAtMs + this.#ttlMs });
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size > this.#subjects) this.#entries.delete(oldest);
  }

  forget(subject: SubjectKey): void {
    this.#lastForgottenMs = this.#nowMs();
    this.#entries.delete(nameOf(subject));
  }
}

/** The same however a token writes the ids. */
export const nameOf = ({ tenantId, subjectId }: SubjectKey): string =>
  `${tenantId}/${subjectId}`.toLowerCase();
