const CONNECT_TIMEOUT_MS = 10_000;
const MISSED_HEARTBEATS = 2.5;

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
    this.onEnd = onEnd;
    this.#socket = new WebSocket(url, subprotocol);
    this.#socket.onmessage = ({ data }) => {
      this.#heardAt = performance.now();
      onMessage(JSON.parse(data));
    };
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
    this.#watch();
  }

  /** Milliseconds since the gateway was last heard. */
  get silentMs() {
    return performance.now() - this.#heardAt;
  }

  expectHeartbeats(everyMs) {
    this.#patience = MISSED_HEARTBEATS * everyMs;
    this.#watch();
  }

  send(text) {
    if (this.#socket.readyState === 1) this.#socket.send(text);
  }

  /** Ends it without telling `onEnd`. */
  close() {
    this.onEnd = undefined;
    this.#end(1000, '');
  }

  /** Messages only note when they came: one timer for all of them. */
  #watch() {
    clearTimeout(this.#timer);
    const left = this.#patience - this.silentMs;
    this.#timer = setTimeout(() => {
      if (this.silentMs >= this.#patience) this.#end(1006, 'the gateway fell silent');
      else this.#watch();
    }, Math.max(left, 1));
  }

  #end(code, reason) {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = null;
    if (socket.readyState <= 1) socket.close();
    const tell = this.onEnd;
    this.onEnd = undefined;
    tell?.({ code, reason });
  }
}
