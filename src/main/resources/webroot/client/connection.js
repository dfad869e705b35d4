import { Socket } from './socket.js';

const TOO_BIG = 1009;
const UNAUTHORIZED = 4401;
const NO_PONG = 4408;
const TOO_MANY = 4429;

/** After 4429, the least time to the next connection, in ms. It doubles while that recurs. */
const FLOOD_DELAY_MS = 5_000;
const MAX_FLOOD_DELAY_MS = 120_000;
/** A connection that was current for so long was a good one: the next loss is a new trouble. */
const STABLE_MS = 5_000;
const STABLE_AFTER_FLOOD_MS = 60_000;

/** Keeps one socket to the gateway, as far as that makes sense. */
export class Connection {
  #socket;
  #timer;
  #notBefore = 0;
  #wanted = false;
  #settledAt = Infinity;
  #floods = 0;

  /**
   * @param {(handlers: { onMessage: Function, onEnd: Function }) => Socket} open
   * @param {import('./backoff.js').Backoff} backoff
   * @param {(message: object) => void} onMessage
   * @param {(down: { reason: string, retryMs?: number, code?: number }) => void} onDown without
   *     `retryMs` for good
   * @param {() => boolean} canRenewToken whether a rejected token can be replaced
   */
  constructor(open, backoff, onMessage, onDown, canRenewToken = () => false) {
    this.open = open;
    this.backoff = backoff;
    this.onMessage = onMessage;
    this.onDown = onDown;
    this.canRenewToken = canRenewToken;
  }

  get silentMs() {
    return this.#socket?.silentMs ?? Infinity;
  }

  /** Names the connection of the moment, to see later whether it is still the same. */
  get current() {
    return this.#socket;
  }

  /** Connects now, unless it is connected. */
  start() {
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#settledAt = Infinity;
    this.#socket ??= this.open({
      onMessage: this.onMessage,
      onEnd: (end) => this.#ended(end),
    });
  }

  /** Connects now, unless a connection exists or is due: the time that was set for it counts. */
  ensure() {
    if (!this.#wanted) this.start();
  }

  /** The network is back: no use in waiting any longer. */
  hurry() {
    if (this.#wanted && !this.#socket && performance.now() >= this.#notBefore) this.start();
  }

  stop() {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** Ends the connection for good. */
  fail(reason, code) {
    this.stop();
    this.onDown({ reason, code });
  }

  /** Ends the connection and makes another one later. */
  retry(reason) {
    this.#drop();
    this.#ended({ code: 1006, reason });
  }

  send(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  expectHeartbeats(everyMs) {
    this.#socket?.expectHeartbeats(everyMs);
  }

  /** Connected and current. */
  settled() {
    this.#settledAt = Math.min(this.#settledAt, performance.now());
  }

  /** The gateway asks us to leave, and serves us until we do. */
  bye({ reconnect, after_ms: afterMs = 0 }) {
    if (!reconnect) {
      this.fail('the gateway said bye');
      return;
    }
    this.#notBefore = performance.now() + afterMs;
    this.backoff.reset();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.onDown({ reason: 'the gateway asked us to reconnect', retryMs: 0 });
      if (this.#wanted) this.#again();
    }, afterMs + this.backoff.next());
  }

  /** Called by a timer: what the constructor of a WebSocket throws has nobody else to go to. */
  #again() {
    try {
      this.start();
    } catch (failure) {
      this.#ended({ code: 1006, reason: failure.message });
    }
  }

  #drop() {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #ended({ code, reason: text }) {
    this.#socket = undefined;
    const reason = text || `closed with ${code}`;
    clearTimeout(this.#timer);
    if (this.#isFinal(code)) {
      this.#wanted = false;
      this.onDown({ reason, code });
      return;
    }
    const lived = performance.now() - this.#settledAt;
    if (lived >= STABLE_MS) this.backoff.reset();
    if (lived >= STABLE_AFTER_FLOOD_MS) this.#floods = 0;
    if (code === TOO_MANY) {
      const delay = Math.min(MAX_FLOOD_DELAY_MS, FLOOD_DELAY_MS * 2 ** this.#floods++);
      this.#notBefore = performance.now() + delay;
    }
    const wait = Math.max(0, this.#notBefore - performance.now()) + this.backoff.next();
    this.#timer = setTimeout(() => this.#again(), wait);
    this.onDown({ reason, retryMs: wait, code });
  }

  /** Most of 44xx: the same again would end the same. */
  #isFinal(code) {
    if (code === TOO_BIG) return true;
    if (code === UNAUTHORIZED) return !this.canRenewToken();
    return code >= 4400 && code < 4500 && code !== NO_PONG && code !== TOO_MANY;
  }
}
