package dev.tidegate.load;

/**
 * The Socket.IO server of {@code scripts/compare/socket.io.js}: Engine.IO 4 over a WebSocket, where
 * the first digit is Engine.IO's kind of packet and the second one Socket.IO's.
 */
final class SocketIoPeer implements Peer {
  private static final String PATH = "/socket.io/?EIO=4&transport=websocket";

  /** Opens the namespace, answers pings. */
  private abstract static class Client extends PeerSocket {
    Client(Loop loop, Target target, Listener listener) {
      super(loop, target.handshake(PATH, ""), listener);
    }

    abstract void joined();

    abstract void event(byte[] bytes, int from, int to);

    @Override
    protected void message(byte[] bytes, int from, int to) {
      if (begins(bytes, from, to, "42")) {
        event(bytes, from, to);
      } else if (begins(bytes, from, to, "0")) {
        sendText("40");
      } else if (begins(bytes, from, to, "40")) {
        joined();
      } else if (begins(bytes, from, to, "2")) {
        sendText("3");
      }
    }
  }

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    return new Client(loop, target, listener) {
      @Override
      void joined() {
        sendText("42[\"subscribe\",[\"" + Peer.ids(watch, "\",\"") + "\"]]");
      }

      @Override
      void event(byte[] bytes, int from, int to) {
        if (begins(bytes, from, to, "42[\"subscribed\"")) {
          listener.ready();
        } else {
          listener.message(bytes, from, to);
        }
      }
    };
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    return new QueueingPublisher(
        loop,
        (document, counter) ->
            Peer.bytes(
                "42[\"publish\",\""
                    + ChangeScanner.id(document)
                    + "\","
                    + Peer.payload(loop, document, counter)
                    + "]"),
        listener -> {
          Client client =
              new Client(loop, target, listener) {
                @Override
                void joined() {
                  listener.ready();
                }

                @Override
                void event(byte[] bytes, int from, int to) {}
              };
          client.connect(target.address(), null);
          return client::sendText;
        });
  }
}
