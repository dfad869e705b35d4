import { Backoff } from './backoff.js';
import { Connection } from './connection.js';
import { Copy } from './copy.js';
import { Emitter } from './emitter.js';
import { Every } from './every.js';
import { ProblemError } from './problem.js';
import { Query } from './query.js';
import { Rest } from './rest.js';
import { Session } from './session.js';
import { Socket } from './socket.js';
import { Token } from './token.js';
import { Watch } from './watch.js';

/**
 * A client of one gateway. It connects with the first subscription and stays connected.
 *
 * @extends {Emitter<import('./types.js').ClientEvents>}
 */
export class Tidegate extends Emitter {
  /** @type {import('./types.js').State} */
  state = 'connecting';
  /** How old the gateway's own knowledge of the store was at its last heartbeat, in ms. */
  lagMs = 0;
  #token;
  #maxLagMs;
  #newBackoff;
  #session;
  #connection;
  #updatedAt = -Infinity;
  #numbers = 0;
  /** What the gateway rejected last; not worth another try. */
  #rejectedToken;
  #copies = new Set();
  #hurry = () => this.#connection.hurry();

  /**
   * @param {string | URL} [url] of the gateway; the page's own where absent
   * @param {import('./types.js').Options} [options]
   */
  constructor(url = '/', options = {}) {
    super();
    const base = new URL(url, globalThis.location?.href);
    base.protocol = base.protocol.replace(/^ws/, 'http');
    const live = new URL('/live', base);
    live.protocol = base.protocol.replace(/^http/, 'ws');
    const WebSocket = options.WebSocket ?? globalThis.WebSocket;
    const subprotocol = options.subprotocol ?? 'tidegate.v1.json';
    const random = options.random ?? Math.random;
    this.#token = new Token(options.token);
    this.#maxLagMs = options.maxLagMs ?? 10_000;
    this.#newBackoff = () =>
      new Backoff(options.minDelay ?? 500, options.maxDelay ?? 30_000, random);
    /** Requests over HTTP: `get`, `getMany`, `search`, `suggest`, `put`, `patch`, `adjust`, `remove`, `bulk`, `export`. */
    this.rest = new Rest(base, options.fetch ?? globalThis.fetch, () => this.#token.get());
    this.#session = new Session(
      (message) => this.#connection.send(message),
      () => this.#current(),
      random,
    );
    this.#connection = new Connection(
      ({ onMessage, onEnd }) => {
        if (typeof WebSocket !== 'function') {
          throw new TypeError(
            'There is no WebSocket here. Pass one as the option WebSocket, for example of the package ws.',
          );
        }
        return new Socket(WebSocket, live.href, subprotocol, onMessage, onEnd);
      },
      this.#newBackoff(),
      (message) => this.#receive(message),
      (down) => this.#down(down),
      () => this.#token.isRenewable,
    );
  }

  /**
   * Watches documents.
   *
   * @param {string} collection
   * @param {Iterable<string>} ids
   * @param {import('./types.js').WatchOptions} [options]
   */
  watch(collection, ids, options) {
    const { view } = this.#session;
    return this.#add(new Watch(this.#nextId(), collection, this.#session, view, ids, options));
  }

  /**
   * Watches what a search finds.
   *
   * @param {string} collection
   * @param {import('./types.js').LiveQuery} query
   * @param {import('./types.js').WatchOptions} [options]
   */
  query(collection, query, options) {
    const { view } = this.#session;
    return this.#add(new Query(this.#nextId(), collection, this.#session, view, query, options));
  }

  /**
   * Follows every change of a collection, in order per document.
   *
   * @param {string} collection
   * @param {{ since?: string }} [options] a position to go on after; from now where absent
   */
  every(collection, options) {
    return this.#add(new Every(this.#nextId(), collection, this.#session, options));
  }

  /**
   * Keeps a complete copy of a collection: reads it, then follows every change.
   *
   * @param {string} collection small enough for this machine's memory
   */
  copy(collection) {
    const follow = (since) => this.every(collection, { since });
    const copy = new Copy(collection, this.rest, follow, this.#newBackoff(), () =>
      this.#copies.delete(copy),
    );
    this.#copies.add(copy);
    if (this.state === 'closed') copy.pause();
    return copy;
  }

  /** Connects now, again too where the connection was closed for good. */
  connect() {
    if (this.state === 'closed') this.#turn('connecting');
    globalThis.addEventListener?.('online', this.#hurry);
    this.#connection.start();
    this.#copies.forEach((copy) => copy.goOn());
  }

  /**
   * Ends the connection, and leaves no timer behind. Subscriptions and copies keep what they hold,
   * and go on after a `connect`.
   */
  close() {
    globalThis.removeEventListener?.('online', this.#hurry);
    this.#copies.forEach((copy) => copy.pause());
    this.#connection.stop();
    this.#session.offline();
    this.#turn('closed', { reason: 'closed by the application' });
  }

  /**
   * Uses this token from now on, and connects if the last one was refused.
   *
   * @param {string | (() => string | Promise<string>)} token or a function that returns it
   */
  auth(token) {
    this.#token.set(token);
    this.#rejectedToken = undefined;
    const { known } = this.#token;
    if (known !== undefined) this.#connection.send({ type: 'auth', token: known });
    if (this.state === 'closed') this.connect();
  }

  /** Milliseconds since anything came from the gateway. */
  get silentMs() {
    return this.#connection.silentMs;
  }

  /** Milliseconds since the last change of anything watched. */
  get updateAgeMs() {
    return performance.now() - this.#updatedAt;
  }

  /** How many changes came in so far. */
  get changes() {
    return this.#session.changes;
  }

  #nextId() {
    return `s${++this.#numbers}`;
  }

  #add(sub) {
    this.#session.add(sub);
    if (this.state !== 'closed') {
      globalThis.addEventListener?.('online', this.#hurry);
      // Where a reconnection is due, its time counts: the gateway may have set it.
      this.#connection.ensure();
    }
    return sub;
  }

  #receive(message) {
    const session = this.#session;
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message);
      case 'update':
      case 'event':
        this.#updatedAt = performance.now();
        return session[message.type](message);
      case 'subscribed':
      case 'snapshot':
      case 'enter':
      case 'leave':
      case 'reset':
        return session[message.type](message);
      case 'heartbeat':
        this.lagMs = message.lag_ms;
        session.heartbeat(message);
        return this.emit('heartbeat', { lagMs: message.lag_ms, time: message.time });
      case 'error':
        if (message.id) return session.failed(message.id, message.problem);
        return this.emit('error', new ProblemError(message.problem));
      case 'bye':
        return this.#connection.bye(message);
    }
  }

  #welcome(message) {
    this.lagMs = 0; // that of another gateway says nothing about this one
    this.#connection.expectHeartbeats(message.heartbeat_ms);
    this.emit('welcome', message);
    const connection = this.#connection.current;
    if (!connection) return; // a listener closed it
    if (this.#token.isRenewable) {
      this.#authenticate(connection, message);
    } else {
      this.#greet(message);
    }
  }

  /** Asks for a token, then goes on if the connection is still the same. */
  async #authenticate(connection, message) {
    let failure;
    await this.#token.renew().catch((reason) => (failure = reason ?? new Error('no token')));
    if (this.#connection.current !== connection) return;
    if (failure) {
      console.error('The token source failed', failure);
      this.#connection.retry('the token source failed');
    } else if (this.#token.known !== undefined && this.#token.known === this.#rejectedToken) {
      this.#connection.fail('the token was rejected, and its source has no other', 4401);
    } else {
      this.#greet(message);
    }
  }

  #greet(message) {
    const token = this.#token.known;
    if (token) this.#connection.send({ type: 'auth', token });
    this.#session.online(message);
  }

  #current() {
    this.#connection.settled();
    if (this.lagMs <= this.#maxLagMs) this.#turn('connected');
    else if (this.state !== 'stale') this.#turn('stale', { reason: 'the gateway lags' });
  }

  #down({ reason, retryMs, code }) {
    if (code === 4401) this.#rejectedToken = this.#token.known;
    this.#session.offline();
    const again = this.state === 'connecting' ? 'connecting' : 'stale';
    this.#turn(retryMs === undefined ? 'closed' : again, { reason, retryMs, code });
  }

  #turn(state, details = {}) {
    if (this.state === state && details.reason === undefined) return;
    this.state = state;
    this.emit('state', { state, ...details });
  }
}
