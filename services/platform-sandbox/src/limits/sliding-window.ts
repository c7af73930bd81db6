/** Moments of the last `windowMs`, ascending; the oldest fall out as time goes on. */
export class SlidingWindow {
  readonly #windowMs: number;
  #times: number[] = [];
  #first = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Moments in (now - window, now]. */
  count(nowMs: number): number {
    while (
      this.#first < this.#times.length &&
      (this.#times[this.#first] ?? 0) <= nowMs - this.#windowMs
    ) {
      this.#first += 1;
    }
    if (this.#first > 1_024 && this.#first * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }
}
