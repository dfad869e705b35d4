import { Emitter } from './emitter.js';
import { ProblemError } from './problem.js';

/** @typedef {import('./types.js').Doc} Doc */

/**
 * What all kinds of subscriptions have in common.
 *
 * @extends {Emitter<import('./types.js').SubscriptionEvents>}
 */
export class Subscription extends Emitter {
  #unanswered = 0;

  /**
   * @param {string} id
   * @param {string} collection
   * @param {{ send: (sub: Subscription) => void, close: (sub: Subscription) => void }} session
   */
  constructor(id, collection, session) {
    super();
    this.id = id;
    this.collection = collection;
    this.session = session;
    /** Whether what is held is current. */
    this.ready = false;
    /** Whether the gateway refused it. */
    this.refused = false;
    /** Whether it was sent, or will be. */
    this.open = false;
  }

  /** No more events come. */
  close() {
    this.session.close(this);
  }

  /** Whether it waits for the gateway before the client may call itself connected. */
  get pending() {
    return this.open && !this.ready && !this.refused;
  }

  /** Whether the gateway has yet to answer a subscribe. */
  get awaitsAnswer() {
    return this.#unanswered > 0;
  }

  sent() {
    this.#unanswered++;
    this.open = true;
    this.ready = false;
    this.refused = false;
  }

  /** A subscribe was taken back before it was sent. */
  unsent() {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
  }

  /** The connection is gone, and with it all answers that were due. */
  disconnected() {
    this.#unanswered = 0;
    this.open = false;
    this.ready = false;
  }

  /** Nothing is asked of the gateway any more. */
  ended() {
    this.open = false;
    this.ready = true;
  }

  subscribed(message) {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
  }

  /** Whatever was asked is answered. */
  answered() {
    this.#unanswered = 0;
  }

  failed(problem) {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
    this.refused = true;
    this.emit('error', new ProblemError(problem));
  }

  /** The last of a snapshot. One that an earlier, since replaced subscribe asked for does not count. */
  refreshed(ids) {
    if (this.#unanswered > 0) return;
    this.ready = true;
    this.emit('ready', { ids });
  }

  /** @returns {Iterable<string>} of documents this one watches */
  get watched() {
    return [];
  }
}
