/** The other end of the wire: a WebSocket constructor whose sockets a test answers by hand. */
export class Gateway {
  sockets = [];
  WebSocket = ((gateway) =>
    class {
      readyState = 0;
      sent = [];

      constructor(url, subprotocol) {
        Object.assign(this, { url, subprotocol });
        gateway.sockets.push(this);
      }

      send(text) {
        this.sent.push(JSON.parse(text));
      }

      close() {
        this.readyState = 3;
      }
    })(this);

  get socket() {
    return this.sockets.at(-1);
  }

  /** What the client said since this was last asked. */
  heard() {
    return this.socket.sent.splice(0);
  }

  welcome(epoch = 'e1', more = {}) {
    this.socket.readyState = 1;
    this.say({ type: 'welcome', session: 'x', epoch, heartbeat_ms: 1000, limits: {}, ...more });
  }

  say(...messages) {
    messages.forEach((message) => this.socket.onmessage({ data: JSON.stringify(message) }));
  }

  /** Answers a subscribe with the documents given. */
  serve(id, docs, more = {}) {
    this.say(
      { type: 'subscribed', id, interval: 0, position: 'p1' },
      { type: 'snapshot', id, docs, last: true, ...more },
    );
  }

  update(...changes) {
    this.say({ type: 'update', collection: 'products', changes });
  }

  drop(code = 1006) {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code, reason: '' });
  }
}
