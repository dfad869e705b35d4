package dev.tidegate.load;

/** The {@code ws} server of {@code scripts/compare/ws.js}: a verb, blanks between the words. */
final class WsPeer implements Peer {
  private abstract static class Client extends PeerSocket {
    Client(Loop loop, Target target, Listener listener) {
      super(loop, target.handshake("/", ""), listener);
    }

    @Override
    protected void message(byte[] bytes, int from, int to) {
      if (begins(bytes, from, to, "subscribed")) {
        listener.ready();
      } else {
        listener.message(bytes, from, to);
      }
    }
  }

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    return new Client(loop, target, listener) {
      @Override
      protected void opened() {
        sendText("subscribe " + Peer.ids(watch, " "));
      }
    };
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    return new QueueingPublisher(
        loop,
        (document, counter) ->
            Peer.bytes(
                "publish "
                    + ChangeScanner.id(document)
                    + ' '
                    + Peer.payload(loop, document, counter)),
        listener -> {
          Client client =
              new Client(loop, target, listener) {
                @Override
                protected void opened() {
                  listener.ready();
                }
              };
          client.connect(target.address(), null);
          return client::sendText;
        });
  }
}
