import { Socket } from './socket.js';

const TOO_BIG = 1009;
const NO_PONG = 4408;

/** Keeps one socket to the gateway, as far as that makes sense. */
export class Connection {
  #socket;
  #timer;
  #notBefore = 0;
  #wanted = false;

  /**
   * @param {(handlers: { onMessage: Function, onEnd: Function }) => Socket} open
   * @param {import('./backoff.js').Backoff} backoff
   * @param {(message: object) => void} onMessage
   * @param {(down: { reason: string, retryMs?: number }) => void} onDown without `retryMs` for good
   */
  constructor(open, backoff, onMessage, onDown) {
    this.open = open;
    this.backoff = backoff;
    this.onMessage = onMessage;
    this.onDown = onDown;
  }

  get silentMs() {
    return this.#socket?.silentMs ?? Infinity;
  }

  /** Connects now, unless it is connected. */
  start() {
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#socket ??= this.open({
      onMessage: this.onMessage,
      onEnd: (end) => this.#ended(end),
    });
  }

  /** The network is back: no use in waiting any longer. */
  hurry() {
    if (this.#wanted && !this.#socket && performance.now() >= this.#notBefore) this.start();
  }

  stop() {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
  }

  send(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  expectHeartbeats(everyMs) {
    this.#socket?.expectHeartbeats(everyMs);
  }

  /** Connected and current: the next loss is a new one. */
  settled() {
    this.backoff.reset();
  }

  /** The gateway asks us to leave, and serves us until we do. */
  bye({ reconnect, after_ms: afterMs = 0 }) {
    if (!reconnect) {
      this.stop();
      this.onDown({ reason: 'the gateway said bye' });
      return;
    }
    this.#notBefore = performance.now() + afterMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.onDown({ reason: 'the gateway asked us to reconnect', retryMs: 0 });
      this.start();
    }, afterMs + this.backoff.next());
  }

  #drop() {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #ended({ code, reason }) {
    this.#socket = undefined;
    if (isFinal(code)) {
      this.#wanted = false;
      clearTimeout(this.#timer);
      this.onDown({ reason: reason || `closed with ${code}`, code });
      return;
    }
    const wait = Math.max(0, this.#notBefore - performance.now()) + this.backoff.next();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), wait);
    this.onDown({ reason: reason || `closed with ${code}`, retryMs: wait, code });
  }
}

/** 44xx: the same again would end the same. But 4408 only says that this machine was asleep. */
function isFinal(code) {
  return code === TOO_BIG || (code >= 4400 && code < 4500 && code !== NO_PONG);
}
