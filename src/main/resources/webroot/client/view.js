/**
 * What this session holds of the documents it watches: one state a document, whichever subscriptions
 * want it. A state is only ever replaced by a newer one, except one of another epoch that the gateway
 * has not confirmed yet: revisions of two epochs do not compare.
 */
export class View {
  /** @type {Map<string, { rev: number, doc: import('./types.js').Doc | null }>} */
  #held = new Map();
  /** Keys of states of another epoch. */
  #unconfirmed = new Set();

  get(key) {
    return this.#held.get(key);
  }

  /** A snapshot's or an enter's document: may carry more fields at the same revision. */
  replace(key, rev, doc) {
    if (!this.#unconfirmed.delete(key) && this.#held.get(key)?.rev > rev) return false;
    this.#held.set(key, { rev, doc });
    return true;
  }

  /** The store is another one: what is held counts only until the gateway says otherwise. */
  doubt() {
    this.#unconfirmed = new Set(this.#held.keys());
  }

  /** A snapshot left it out: it is current. */
  confirm(key) {
    this.#unconfirmed.delete(key);
  }

  /**
   * It does not exist. From which revision on is unknown, so that any later one counts: this
   * gateway may be behind the one that told us of the document.
   */
  absent(key) {
    const known = this.#held.has(key);
    this.#unconfirmed.delete(key);
    this.#held.set(key, { rev: 0, doc: null });
    return known;
  }

  /** One change of an update; tells whether it was news. */
  apply(key, change) {
    const held = this.#held.get(key);
    if (held && held.rev >= change.rev && !this.#unconfirmed.has(key)) return false;
    const doc = after(held?.doc, change);
    if (doc === undefined) return false;
    this.#unconfirmed.delete(key);
    this.#held.set(key, { rev: change.rev, doc });
    return true;
  }

  /** What is held may lack fields that are wanted by now: shown on, but replaced by any snapshot. */
  distrust(key) {
    const held = this.#held.get(key);
    if (held) this.#held.set(key, { rev: 0, doc: held.doc });
  }

  /** @returns {{ id: string, rev: number, doc: import('./types.js').Doc | null }[]} */
  entries() {
    return [...this.#held].map(([id, held]) => ({ id, ...held }));
  }

  forget(key) {
    this.#held.delete(key);
    this.#unconfirmed.delete(key);
  }
}

function after(doc, change) {
  if (change.gone) return null;
  if (change.doc) return change.doc;
  if (!doc) return undefined; // fields of a document whose snapshot is still to come
  const next = { ...doc, ...change.set };
  for (const field of change.unset ?? []) delete next[field];
  return next;
}
