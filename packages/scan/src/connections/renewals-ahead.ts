/** A platform that was away a moment ago is left alone for as long. */
const tryAgainMs = 3_600_000;
/** Beyond it those that may try again anyway are forgotten. */
const roomFor = 1_000;

/**
 * How often a process tries to renew tokens that could still be used: once an hour for each connection,
 * however often it is asked for the token, and also where new tokens live so short that each would be
 * due at once.
 */
export class RenewalsAhead {
  readonly #nowMs: () => number;
  readonly #triedAtMs = new Map<string, number>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Whether it is time; a yes is taken for a try. */
  mayTry(connectionId: string): boolean {
    const triedAtMs = this.#triedAtMs.get(connectionId) ?? Number.NEGATIVE_INFINITY;
    if (!this.#isLongAgo(triedAtMs)) return false;
    if (this.#triedAtMs.size >= roomFor) this.#forget();
    this.#triedAtMs.set(connectionId, this.#nowMs());
    return true;
  }

  #isLongAgo(triedAtMs: number): boolean {
    return this.#nowMs() - triedAtMs >= tryAgainMs;
  }

  #forget(): void {
    for (const [id, triedAtMs] of this.#triedAtMs) {
      if (this.#isLongAgo(triedAtMs)) this.#triedAtMs.delete(id);
    }
  }
}
