import { Subscription } from './subscription.js';

/** Every change of a collection. Made by {@link Tidegate.every}. */
export class Every extends Subscription {
  constructor(id, collection, session, { since } = {}) {
    super(id, collection, session);
    /** Up to where all changes were delivered: keep it, to go on after it another time. */
    this.since = since;
    this.void = false;
  }

  message() {
    const { id, collection, since } = this;
    return this.void ? null : { type: 'subscribe', id, collection, every: true, since };
  }

  /**
   * Goes on after a reset.
   *
   * @param {string} since the position of an `_export` taken after the reset
   */
  resume(since) {
    this.since = since;
    this.void = false;
    this.session.send(this);
  }

  subscribed(message) {
    super.subscribed(message);
    this.since ??= message.position;
    this.refreshed([]);
  }

  /** To the application first: should this page end in between, the change comes once more. */
  event({ position, change }) {
    this.emit('event', { position, change });
    this.since = position;
  }

  /** A heartbeat's position: nothing watched is missing before it. */
  advance(position) {
    if (this.ready) this.since = position;
  }

  reset({ reason, position }) {
    this.void = true;
    this.answered();
    this.ready = false;
    this.refused = true;
    this.emit('reset', { reason, position });
  }
}
