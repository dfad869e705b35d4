const CONNECT_TIMEOUT_MS = 10_000;
const MISSED_HEARTBEATS = 2.5;
const OPEN = 1;

/**
 * One WebSocket's life, watched over: it ends exactly once, whether the gateway closed it, the
 * network dropped it, or nothing came for two and a half heartbeats.
 */
export class Socket {
  #socket;
  #timer;
  #patience = CONNECT_TIMEOUT_MS;
  #heardAt = performance.now();

  /**
   * @param {typeof globalThis.WebSocket} WebSocket
   * @param {string} url
   * @param {string} subprotocol
   * @param {(message: object) => void} onMessage
   * @param {(end: { code: number, reason: string }) => void} onEnd
   */
  constructor(WebSocket, url, subprotocol, onMessage, onEnd) {
    this.onMessage = onMessage;
    this.onEnd = onEnd;
    this.#socket = new WebSocket(url, subprotocol);
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
    // A close follows, which tells all there is to know. The listener stays even after the end: the
    // package ws reports a refused or abandoned connection later, and Node ends the process for an
    // error event that nobody listens to.
    this.#socket.onerror = () => {};
    this.#watch();
  }

  /** Milliseconds since the gateway was last heard. */
  get silentMs() {
    return performance.now() - this.#heardAt;
  }

  expectHeartbeats(everyMs) {
    this.#patience = MISSED_HEARTBEATS * everyMs;
    if (this.onEnd) this.#watch();
  }

  send(text) {
    if (this.#socket.readyState === OPEN) this.#socket.send(text);
  }

  /** Ends it without telling `onEnd`. */
  close() {
    this.onEnd = undefined;
    this.#end(1000, '');
  }

  /** What is held may be wrong after a message that was not applied: a new connection mends it. */
  #receive(data) {
    this.#heardAt = performance.now();
    try {
      this.onMessage(JSON.parse(data));
    } catch (failure) {
      console.error('A message of the gateway could not be applied', failure);
      this.#end(1006, 'a message could not be applied');
    }
  }

  /** Messages only note when they came: one timer for all of them. */
  #watch() {
    clearTimeout(this.#timer);
    const left = this.#patience - this.silentMs;
    this.#timer = setTimeout(() => {
      if (this.silentMs < this.#patience) this.#watch();
      else this.#end(1006, 'the gateway fell silent', true);
    }, Math.max(left, 1));
  }

  /** @param {boolean} silent nobody would answer a closing handshake */
  #end(code, reason, silent = false) {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    socket.onmessage = null;
    socket.onclose = null;
    if (silent && typeof socket.terminate === 'function') socket.terminate();
    else if (socket.readyState <= OPEN) socket.close();
    const tell = this.onEnd;
    this.onEnd = undefined;
    tell?.({ code, reason });
  }
}
