/** The token that the client authenticates with, and where it gets another one. */
export class Token {
  #source;
  #current;
  #asked;

  /** @param {string | (() => string | Promise<string>) | undefined} source */
  constructor(source) {
    this.set(source);
  }

  set(source) {
    this.#source = typeof source === 'function' ? source : undefined;
    this.#current = this.#source ? undefined : source;
    this.#asked = undefined;
  }

  /** Whether there is, or can be, a token. */
  get isPresent() {
    return this.#source !== undefined || this.#current !== undefined;
  }

  /** The token, if it is known without asking. @returns {string | undefined} */
  get known() {
    return this.#current;
  }

  /** Whether another token can be had after the gateway rejected this one. */
  get isRenewable() {
    return this.#source !== undefined;
  }

  /** Asks the source, once for all callers that wait. @returns {Promise<string | undefined>} */
  renew() {
    const source = this.#source;
    if (!source) return Promise.resolve(this.#current);
    this.#asked ??= Promise.resolve()
      .then(source)
      .then(
        (token) => {
          if (this.#source === source) {
            this.#asked = undefined;
            this.#current = token;
          }
          return this.#current;
        },
        (failure) => {
          if (this.#source === source) this.#asked = undefined;
          throw failure;
        },
      );
    return this.#asked;
  }

  /** The token, asked for only if there is none yet. @returns {Promise<string | undefined>} */
  get() {
    return this.#current === undefined ? this.renew() : Promise.resolve(this.#current);
  }
}
