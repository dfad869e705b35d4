/**
 * Typed events.
 *
 * @template {object} Events payloads by event name
 */
export class Emitter {
  /** @type {Map<keyof Events, Set<(payload: any) => void>>} */
  #listeners = new Map();

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(payload: Events[Name]) => void} listener
   * @returns {() => void} takes the listener away again
   */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /**
   * Resolves with the next event of this name.
   *
   * @template {keyof Events} Name
   * @param {Name} name
   * @returns {Promise<Events[Name]>}
   */
  next(name) {
    return new Promise((resolve) => {
      const off = this.on(name, (payload) => {
        off();
        resolve(payload);
      });
    });
  }

  /**
   * A listener that throws, or whose promise is rejected, is reported. It stops neither the others nor the stream.
   *
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {Events[Name]} payload
   */
  emit(name, payload) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      const report = (failure) =>
        console.error(`A listener of '${String(name)}' failed`, failure);
      try {
        const result = listener(payload);
        // Of an async listener. In Node, a rejection that nobody handles ends the process.
        if (typeof result?.then === 'function') result.then(undefined, report);
      } catch (failure) {
        report(failure);
      }
    }
  }
}
