package dev.tidegate.load;

/** nginx with nchan: {@code POST /pub?id=} and a WebSocket on {@code /sub?ids=}. */
final class NchanPeer implements Peer {
  private static final int PIPELINED = 64;

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    byte[] handshake = target.handshake("/sub?ids=" + Peer.ids(watch, ","), "");
    return new PeerSocket(loop, handshake, listener) {
      @Override
      protected void opened() {
        listener.ready();
      }

      @Override
      protected void message(byte[] bytes, int from, int to) {
        listener.message(bytes, from, to);
      }
    };
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    // One connection: over several ones, changes of a document could overtake each other.
    HttpPool pool = new HttpPool(loop, target.address(), 1, PIPELINED);
    return new Publisher() {
      @Override
      public void publish(int document, long counter) {
        pool.request(
            target.request(
                "POST",
                "/pub?id=" + ChangeScanner.id(document),
                "",
                Peer.payload(loop, document, counter)),
            (status, bytes, from, to) -> {
              if (status < 200 || status > 202) {
                loop.stats().error("publication answered " + status);
              }
            });
      }

      @Override
      public void flush() {}
    };
  }
}
