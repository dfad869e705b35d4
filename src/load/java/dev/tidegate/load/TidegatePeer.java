package dev.tidegate.load;

import java.nio.charset.StandardCharsets;

/** The gateway itself, by bulks and WebSockets. */
final class TidegatePeer implements Peer {
  private static final int CONNECTIONS = 4;

  @Override
  public void prepare(Target target, int documents) {
    new Documents(target, documents).create();
  }

  @Override
  public boolean merges() {
    return true;
  }

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    return new PeerSocket(loop, target.handshake("/live", "tidegate.v1.json"), listener) {
      @Override
      protected void message(byte[] bytes, int from, int to) {
        // {"type":"update" ...
        if (begins(bytes, from + 9, to, "update") || begins(bytes, from + 9, to, "event")) {
          listener.message(bytes, from, to);
        } else if (begins(bytes, from + 9, to, "welcome")) {
          sendText(watch.subscribe(null));
        } else if (begins(bytes, from + 9, to, watch.every() ? "subscribed" : "snapshot")
            && (watch.every() || begins(bytes, to - 12, to, "\"last\":true}"))) {
          listener.ready();
        } else if (begins(bytes, from + 9, to, "error")) {
          end(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
      }
    };
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    HttpPool pool = new HttpPool(loop, target.address(), CONNECTIONS, 1);
    return new Publisher() {
      private StringBuilder lines = new StringBuilder();

      @Override
      public void publish(int document, long counter) {
        lines.append("{\"op\":\"adjust\",\"id\":\"").append(ChangeScanner.id(document));
        lines.append("\",\"doc\":{\"sold\":1}}\n");
      }

      @Override
      public void flush() {
        String head = "content-type: application/x-ndjson\r\n";
        pool.request(
            target.request("POST", target.path() + "/_bulk", head, lines.toString()),
            (status, bytes, from, to) -> {
              if (status != 200) {
                loop.stats().error("bulk answered " + status);
              }
            });
        lines = new StringBuilder();
      }
    };
  }
}
