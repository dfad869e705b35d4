import { Subscription } from './subscription.js';

/** @typedef {import('./types.js').Doc} Doc */

/** A subscription that holds documents: those of given ids, or those a live query finds. */
export class Documents extends Subscription {
  /** What was last delivered, by id. @type {Map<string, { rev: number, doc: Doc | null }>} */
  #delivered = new Map();

  constructor(id, collection, session, view, options = {}) {
    super(id, collection, session);
    this.view = view;
    this.fields = options.fields;
    this.interval = options.interval;
  }

  /** @returns {Doc | null} the document as it is known now; null where there is none */
  get(id) {
    const held = this.watches(id) ? this.view.get(this.key(id)) : undefined;
    return held?.doc ? this.#project(held.doc) : null;
  }

  /** @returns {number} the revision of what `get` answers; 0 where there is none */
  rev(id) {
    return (this.watches(id) && this.view.get(this.key(id))?.rev) || 0;
  }

  key(id) {
    return `${this.collection}/${id}`;
  }

  message() {
    const { id, collection, fields, interval } = this;
    const target = this.target();
    return target && { type: 'subscribe', id, collection, ...target, fields, interval };
  }

  /** Tells the application what the view holds by now, if that is news. */
  deliver(id) {
    const before = this.#delivered.get(id);
    const previous = before?.doc ?? null;
    const doc = this.get(id);
    const rev = this.rev(id);
    const changed = differing(previous, doc);
    this.#delivered.set(id, { rev, doc });
    if (changed.length > 0 || (before && before.rev !== rev) || (!before && doc)) {
      this.emit('change', { id, rev, doc, previous, changed });
    }
  }

  forget(id) {
    this.#delivered.delete(id);
  }

  #project(doc) {
    if (!this.fields) return { ...doc };
    return Object.fromEntries(this.fields.filter((f) => f in doc).map((f) => [f, doc[f]]));
  }
}

function differing(before, after) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => !same(before?.[name], after?.[name]));
}

function same(a, b) {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
