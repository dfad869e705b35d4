import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';
import { View } from './view.js';

/**
 * A complete copy of a collection: what `_export` reads, and every change since. Where the log no
 * longer holds what was missed, it reads the collection once more and shows the old state meanwhile.
 * Made by {@link Tidegate.copy}.
 *
 * @extends {Emitter<import('./types.js').CopyEvents>}
 */
export class Copy extends Emitter {
  /** Whether everything up to `since` is held. */
  ready = false;
  #view = new View();
  #every;
  #backoff;
  #timer;
  #abort = new AbortController();
  #closed = false;
  #paused = false;

  /**
   * @param {string} collection
   * @param {import('./rest.js').Rest} rest
   * @param {(since: string) => import('./every.js').Every} follow
   * @param {Backoff} backoff between two readings
   * @param {() => void} onClose
   */
  constructor(collection, rest, follow, backoff, onClose = () => {}) {
    super();
    this.collection = collection;
    this.rest = rest;
    this.follow = follow;
    this.#backoff = backoff;
    this.onClose = onClose;
    this.#load();
  }

  /** Up to where changes were delivered; absent before the first reading. */
  get since() {
    return this.#every?.since;
  }

  /** @returns {import('./types.js').Doc | null} */
  get(id) {
    return this.#view.get(id)?.doc ?? null;
  }

  /** @returns {import('./types.js').Versioned[]} in no particular order */
  get docs() {
    return this.#view.entries().filter(({ doc }) => doc !== null);
  }

  /** Neither reads nor follows any more. */
  close() {
    this.#closed = true;
    this.pause();
    this.#every?.close();
    this.onClose();
  }

  /** The client is closed: a reading that is under way or due waits until it connects again. */
  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** The client connects again. */
  goOn() {
    if (!this.#paused || this.#closed) return;
    this.#paused = false;
    this.#abort = new AbortController();
    if (!this.ready) this.#load();
  }

  async #load() {
    const { signal } = this.#abort;
    try {
      const view = new View();
      const lines = this.rest.export(this.collection, { signal });
      const { position } = (await lines.next()).value;
      for await (const { id, rev, doc } of lines) view.replace(id, rev, doc);
      if (signal.aborted) return;
      this.#view = view;
      this.ready = true;
      this.emit('ready', { position });
      if (!this.#closed) this.#go(position);
    } catch (failure) {
      if (signal.aborted) return;
      this.emit('error', failure);
      if (!(failure.status >= 400 && failure.status < 500) || failure.status === 429) this.#again();
    }
  }

  #again() {
    this.#timer = setTimeout(() => this.#load(), this.#backoff.next());
  }

  #go(position) {
    if (this.#every) {
      this.#every.resume(position);
      return;
    }
    this.#every = this.follow(position);
    this.#every.on('event', ({ change }) => this.#apply(change));
    this.#every.on('ready', () => this.#backoff.reset());
    this.#every.on('error', (failure) => this.emit('error', failure));
    this.#every.on('reset', ({ reason }) => {
      this.ready = false;
      this.emit('reset', { reason });
      if (!this.#paused) this.#again();
    });
  }

  /** What the reading already had, and what comes once more after a reconnection, is no news. */
  #apply(change) {
    const { id, rev } = change;
    const previous = this.get(id);
    if (this.#view.apply(id, change)) this.emit('change', { id, rev, doc: this.get(id), previous });
  }
}
