import { Documents } from './documents.js';

/** A live query: what it finds, in order, as that changes. Made by {@link Tidegate.query}. */
export class Query extends Documents {
  /** @type {string[]} */
  #order = [];
  #members = new Set();

  constructor(id, collection, session, view, query, options) {
    super(id, collection, session, view, options);
    this.query = query;
  }

  /** Ids of the members, first the one that is first. */
  get order() {
    return [...this.#order];
  }

  get watched() {
    return this.#members;
  }

  watches(id) {
    return this.#members.has(id);
  }

  target() {
    return { query: this.query };
  }

  /** Documents of a snapshot. Their places are told by its `order`. */
  add(ids) {
    ids.forEach((id) => this.#members.add(id));
  }

  /** @returns {string[]} ids that are members no more */
  reorder(order) {
    const members = new Set(order);
    const left = [...this.#members].filter((id) => !members.has(id));
    this.#order = [...order];
    this.#members = members;
    left.forEach((id) => this.forget(id));
    this.emit('order', { ids: this.order });
    return left;
  }

  enter(docs) {
    for (const { id, at } of docs) {
      this.#members.add(id);
      this.#order = this.#order.filter((member) => member !== id);
      this.#order.splice(at ?? this.#order.length, 0, id);
    }
    this.emit('order', { ids: this.order });
  }

  leave(ids) {
    this.reorder(this.#order.filter((id) => !ids.includes(id)));
  }
}
