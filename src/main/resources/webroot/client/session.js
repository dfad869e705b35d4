import { Documents } from './documents.js';
import { Every } from './every.js';
import { Query } from './query.js';
import { View } from './view.js';

/**
 * The subscriptions and what they hold: turns the gateway's messages into events. It outlives
 * connections; what it holds is told to the next one, which then sends only what is new.
 */
export class Session {
  view = new View();
  epoch;
  limits = {};
  changes = 0;
  #online = false;
  #subscriptions = new Map();
  /** Collections of subscriptions by id, also of closed ones whose snapshots are still on the way. */
  #collections = new Map();

  /**
   * @param {(message: object) => void} transmit
   * @param {() => void} onCurrent every subscription is current, or refused
   */
  constructor(transmit, onCurrent) {
    this.transmit = transmit;
    this.onCurrent = onCurrent;
  }

  add(sub) {
    this.#subscriptions.set(sub.id, sub);
    this.#collections.set(sub.id, sub.collection);
    if (this.#online) this.send(sub);
    else this.#distrust(sub);
    return sub;
  }

  /** Subscribes, or subscribes anew under the same id. */
  send(sub, extra) {
    const message = this.#online && sub.message();
    if (!message) return;
    sub.sent();
    this.transmit({ ...message, ...extra });
  }

  changed(sub, left) {
    this.#release(sub.collection, left);
    if (!this.#online) this.#distrust(sub);
    else if (sub.target()) this.send(sub);
    else this.#end(sub);
  }

  close(sub) {
    if (!this.#subscriptions.delete(sub.id)) return;
    this.#end(sub);
    this.#release(sub.collection, [...sub.watched]);
    this.#settle();
  }

  online({ epoch, limits = {} }) {
    const other = this.epoch !== undefined && this.epoch !== epoch;
    this.#online = true;
    this.epoch = epoch;
    this.limits = limits;
    if (other) {
      this.view.clear();
      this.#documents().forEach((sub) => sub.clear('epoch'));
    }
    for (const sub of this.#subscriptions.values()) this.send(sub, this.#have(sub));
    this.#settle();
  }

  offline() {
    this.#online = false;
    for (const sub of this.#subscriptions.values()) {
      if (!sub.ready) this.#distrust(sub);
      sub.disconnected();
    }
    this.#collections = new Map([...this.#subscriptions].map(([id, sub]) => [id, sub.collection]));
  }

  subscribed(message) {
    this.#subscriptions.get(message.id)?.subscribed(message);
    this.#settle();
  }

  snapshot({ id, docs = [], gone = [], order, last }) {
    const sub = this.#subscriptions.get(id);
    const collection = this.#collections.get(id);
    if (sub instanceof Query) sub.add(docs.map((doc) => doc.id));
    this.#replace(collection, docs);
    for (const absent of gone) {
      if (this.#watchers(collection, absent).length > 0) {
        this.view.absent(`${collection}/${absent}`);
        this.#deliver(collection, absent);
      }
    }
    if (order && sub instanceof Query) this.#release(collection, sub.reorder(order));
    if (last && sub) {
      sub.refreshed([...sub.watched]);
      this.#settle();
    }
  }

  update({ collection, changes }) {
    this.changes += changes.length;
    for (const change of changes) {
      const watched = this.#watchers(collection, change.id).length > 0;
      if (watched && this.view.apply(`${collection}/${change.id}`, change)) {
        this.#deliver(collection, change.id);
      }
    }
  }

  enter({ id, docs }) {
    const sub = this.#subscriptions.get(id);
    sub?.enter(docs);
    this.#replace(this.#collections.get(id), docs);
  }

  leave({ id, ids }) {
    const sub = this.#subscriptions.get(id);
    sub?.leave(ids);
    this.#release(this.#collections.get(id), ids);
  }

  event(message) {
    this.changes++;
    this.#subscriptions.get(message.id)?.event(message);
  }

  reset(message) {
    this.#subscriptions.get(message.id)?.reset(message);
    this.#settle();
  }

  heartbeat({ position }) {
    for (const sub of this.#subscriptions.values()) {
      if (sub instanceof Every && position) sub.advance(position);
    }
    this.#settle();
  }

  failed(id, problem) {
    const sub = this.#subscriptions.get(id);
    sub?.failed(problem);
    if (sub && problem.status >= 500) this.#later(sub, problem.retry_after_ms ?? 1_000);
    this.#settle();
  }

  /** What was not possible may be so again, unless something else was asked for meanwhile. */
  #later(sub, ms) {
    setTimeout(() => {
      const wanted = this.#subscriptions.get(sub.id) === sub && sub.refused;
      if (wanted && this.#online) this.send(sub, this.#have(sub));
    }, ms);
  }

  #end(sub) {
    if (this.#online && sub.open) this.transmit({ type: 'unsubscribe', id: sub.id });
    sub.ended();
  }

  #settle() {
    const pending = [...this.#subscriptions.values()].some((sub) => sub.pending);
    if (this.#online && !pending) this.onCurrent();
  }

  #replace(collection, docs) {
    for (const { id, rev, doc } of docs) {
      const watched = this.#watchers(collection, id).length > 0;
      if (watched && this.view.replace(`${collection}/${id}`, rev, doc)) {
        this.#deliver(collection, id);
      }
    }
  }

  #deliver(collection, id) {
    this.#watchers(collection, id).forEach((sub) => sub.deliver(id));
  }

  #documents() {
    return [...this.#subscriptions.values()].filter((sub) => sub instanceof Documents);
  }

  #watchers(collection, id) {
    return this.#documents().filter((sub) => sub.collection === collection && sub.watches(id));
  }

  /** Nobody's documents are not held. */
  #release(collection, ids) {
    for (const id of ids) {
      if (this.#watchers(collection, id).length === 0) this.view.forget(`${collection}/${id}`);
    }
  }

  #distrust(sub) {
    for (const id of sub.watched) this.view.distrust(`${sub.collection}/${id}`);
  }

  /** What this subscription's documents need not be sent for again, if it can be said in a frame. */
  #have(sub) {
    const have = {};
    for (const id of sub.watched) {
      const rev = this.view.get(`${sub.collection}/${id}`)?.rev;
      if (rev) have[id] = rev;
    }
    const bytes = JSON.stringify({ ...sub.message(), have }).length;
    const fits = bytes <= (this.limits.message_bytes ?? Infinity);
    return fits && Object.keys(have).length > 0 ? { have } : {};
  }
}
