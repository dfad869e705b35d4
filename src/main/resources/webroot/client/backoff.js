/** Exponential backoff with full jitter: many clients that lost one gateway must not return at once. */
export class Backoff {
  #attempts = 0;

  /**
   * @param {number} min in ms, before jitter
   * @param {number} max in ms
   * @param {() => number} random in [0, 1)
   */
  constructor(min, max, random) {
    this.min = min;
    this.max = max;
    this.random = random;
  }

  /** @returns {number} the next delay, in ms */
  next() {
    const ceiling = Math.min(this.max, this.min * 2 ** this.#attempts++);
    return Math.round(this.random() * ceiling);
  }

  reset() {
    this.#attempts = 0;
  }
}
