import { Documents } from './documents.js';
import { Every } from './every.js';
import { Pace } from './pace.js';
import { Query } from './query.js';
import { View } from './view.js';

const ENCODER = new TextEncoder();
/** Heartbeats after which nothing of a closed subscription is on its way any more. */
const FAREWELL_HEARTBEATS = 2;

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
  /** Heartbeats since it was closed, by subscription. */
  #farewells = new Map();
  #pace;
  #retries = new Set();

  /**
   * @param {(message: object) => void} transmit
   * @param {() => void} onCurrent every subscription is current, or refused
   * @param {() => number} random in [0, 1)
   */
  constructor(transmit, onCurrent, random = Math.random) {
    this.#pace = new Pace(transmit);
    this.onCurrent = onCurrent;
    this.random = random;
  }

  add(sub) {
    this.#subscriptions.set(sub.id, sub);
    this.#collections.set(sub.id, sub.collection);
    if (this.#online) this.send(sub);
    else this.#distrust(sub);
    return sub;
  }

  /** Subscribes, or subscribes anew under the same id. */
  send(sub, have) {
    const message = this.#online && sub.message();
    if (!message) return;
    const bytes = size(message);
    const most = this.limits.message_bytes ?? Infinity;
    // The gateway would close the connection, and again each time.
    if (bytes > most) return this.#refuse(sub, bytes, most);
    // One that waits is replaced, and was counted.
    if (!this.#pace.waits(sub.id)) sub.sent();
    this.#pace.send(have ? { ...message, ...fitting(have, most - bytes) } : message);
  }

  #refuse(sub, bytes, most) {
    if (sub.open) this.#end(sub);
    sub.failed({
      status: 413,
      code: 'too_large',
      title: 'The subscription is too large',
      detail: `It takes ${bytes} bytes, and the gateway accepts ${most}. Use several subscriptions.`,
    });
    this.#settle();
  }

  changed(sub, left) {
    this.#release(sub.collection, left);
    if (!this.#online) this.#distrust(sub);
    else if (sub.target()) this.send(sub);
    else this.#end(sub);
  }

  close(sub) {
    if (!this.#subscriptions.delete(sub.id)) return;
    this.#farewells.set(sub.id, 0);
    this.#end(sub);
    this.#release(sub.collection, [...sub.watched]);
    this.#settle();
  }

  online({ epoch, limits = {} }) {
    const other = this.epoch !== undefined && this.epoch !== epoch;
    this.#online = true;
    this.epoch = epoch;
    this.limits = limits;
    this.#pace.start(limits.messages_per_second);
    if (other) this.view.doubt();
    for (const sub of this.#subscriptions.values()) this.send(sub, this.#have(sub));
    this.#settle();
  }

  offline() {
    this.#online = false;
    this.#pace.stop();
    this.#retries.forEach(clearTimeout);
    this.#retries.clear();
    this.#farewells.clear();
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
    if (!last) return;
    if (sub) {
      if (!sub.awaitsAnswer) {
        for (const one of sub.watched) this.view.confirm(`${collection}/${one}`);
      }
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
    for (const [id, heartbeats] of this.#farewells) {
      if (heartbeats < FAREWELL_HEARTBEATS) {
        this.#farewells.set(id, heartbeats + 1);
      } else {
        this.#farewells.delete(id);
        this.#collections.delete(id);
      }
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
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      const wanted = this.#subscriptions.get(sub.id) === sub && sub.refused;
      if (wanted && this.#online) this.send(sub, this.#have(sub));
    }, ms * (1 + this.random()));
    this.#retries.add(timer);
  }

  #end(sub) {
    if (this.#online && sub.open) {
      if (this.#pace.waits(sub.id)) sub.unsent();
      this.#pace.unsubscribe(sub.id);
    }
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

  #watchers(collection, id) {
    const watchers = [];
    for (const sub of this.#subscriptions.values()) {
      if (sub instanceof Documents && sub.collection === collection && sub.watches(id)) {
        watchers.push(sub);
      }
    }
    return watchers;
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

  /** The revisions of this subscription's documents, which need not be sent again. */
  *#have(sub) {
    for (const id of sub.watched) {
      const rev = this.view.get(`${sub.collection}/${id}`)?.rev;
      if (rev) yield [id, rev];
    }
  }
}

function size(message) {
  return ENCODER.encode(JSON.stringify(message)).length;
}

/** As many of the revisions as so many bytes of the message can take. */
function fitting(revisions, bytes) {
  let left = bytes - ',"have":{}'.length;
  const have = {};
  for (const [id, rev] of revisions) {
    left -= id.length + String(rev).length + '"":,'.length;
    if (left < 0) break;
    have[id] = rev;
  }
  return Object.keys(have).length > 0 ? { have } : {};
}
