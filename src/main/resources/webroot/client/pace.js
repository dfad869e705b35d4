const BURST_SECONDS = 5;
const SHARE = 0.8;

/**
 * Sends messages no faster than the gateway accepts them: a client that sends too many at once is
 * disconnected. The queue has at most one message for each subscription.
 */
export class Pace {
  /** @type {Map<string, object>} the message to send, by subscription */
  #queue = new Map();
  /** Subscriptions that the gateway was sent on this connection. */
  #sent = new Set();
  #perSecond = Infinity;
  #tokens = Infinity;
  #at = 0;
  #timer;

  /** @param {(message: object) => void} transmit */
  constructor(transmit) {
    this.transmit = transmit;
  }

  /** A new connection. @param {number} [perSecond] what the gateway accepts; unlimited if absent */
  start(perSecond = Infinity) {
    this.stop();
    this.#perSecond = Math.max(1, perSecond * SHARE);
    this.#tokens = this.#perSecond * BURST_SECONDS;
    this.#at = performance.now();
  }

  /** Forgets what was not sent. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue.clear();
    this.#sent.clear();
  }

  /** Whether a subscribe of this id waits. */
  waits(id) {
    return this.#queue.get(id)?.type === 'subscribe';
  }

  /** Sends now or later, in place of a message of the same id that waits. */
  send(message) {
    this.#queue.set(message.id, message);
    if (this.#timer === undefined) this.#flush();
  }

  /** Unsubscribes. One that was never sent is only taken back. */
  unsubscribe(id) {
    if (this.#sent.has(id)) this.send({ type: 'unsubscribe', id });
    else this.#queue.delete(id);
  }

  #flush() {
    this.#timer = undefined;
    const now = performance.now();
    if (this.#perSecond !== Infinity) {
      const gained = ((now - this.#at) / 1_000) * this.#perSecond;
      this.#tokens = Math.min(this.#perSecond * BURST_SECONDS, this.#tokens + gained);
    }
    this.#at = now;
    for (const [id, message] of this.#queue) {
      if (this.#tokens < 1) {
        this.#timer = setTimeout(() => this.#flush(), Math.ceil(1_000 / this.#perSecond));
        return;
      }
      this.#tokens--;
      this.#queue.delete(id);
      if (message.type === 'subscribe') this.#sent.add(id);
      else this.#sent.delete(id);
      this.transmit(message);
    }
  }
}
