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

  /** When fewer than `calls` will be left, if none are added; now when they are. */
  freeAtMs(nowMs: number, calls: number): number {
    const surplus = this.count(nowMs) - calls;
    const last = surplus < 0 ? undefined : this.#times[this.#first + surplus];
    return last === undefined ? nowMs : last + this.#windowMs;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }
}
