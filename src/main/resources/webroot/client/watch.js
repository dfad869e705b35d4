import { Documents } from './documents.js';

/** Documents of given ids. Made by {@link Tidegate.watch}. */
export class Watch extends Documents {
  #ids;

  constructor(id, collection, session, view, ids, options) {
    super(id, collection, session, view, options);
    this.#ids = new Set(ids);
  }

  get ids() {
    return [...this.#ids];
  }

  get watched() {
    return this.#ids;
  }

  watches(id) {
    return this.#ids.has(id);
  }

  /**
   * Watches other documents from now on. What is held of those that stay is kept.
   *
   * @param {Iterable<string>} ids none: it rests until there are some again
   */
  setIds(ids) {
    const before = this.#ids;
    this.#ids = new Set(ids);
    const left = [...before].filter((id) => !this.#ids.has(id));
    if (left.length === 0 && before.size === this.#ids.size) return;
    left.forEach((id) => this.forget(id));
    this.session.changed(this, left);
  }

  target() {
    return this.#ids.size === 0 ? null : { ids: [...this.#ids] };
  }
}
