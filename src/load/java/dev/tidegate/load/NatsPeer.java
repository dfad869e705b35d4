package dev.tidegate.load;

import java.nio.charset.StandardCharsets;

/** NATS's text protocol: a subject a document. */
final class NatsPeer implements Peer {
  private static final String CONNECT =
      "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"0\"}\r\n";

  /** Its first PING is answered once the server has taken all that was sent before. */
  private static final class Client extends Connection {
    private final Listener listener;
    private final String hello;

    Client(Loop loop, String subscriptions, Listener listener) {
      super(loop);
      this.listener = listener;
      hello = CONNECT + subscriptions + "PING\r\n";
    }

    void say(String text) {
      send(Peer.bytes(text));
    }

    @Override
    protected void connected() {
      say(hello);
    }

    @Override
    protected int consume(byte[] bytes, int end) {
      int at = 0;
      while (true) {
        int line = at;
        while (line < end && bytes[line] != '\n') {
          line++;
        }
        if (line >= end) {
          return at;
        }
        int next = line + 1;
        switch ((char) bytes[at] + "" + (char) bytes[at + 1]) {
          case "MS" -> { // MSG subject sid length
            int size = 0;
            int unit = 1;
            for (int i = line - 2; bytes[i] != ' '; i--, unit *= 10) {
              size += (bytes[i] - '0') * unit;
            }
            if (end - next < size + 2) {
              return at;
            }
            listener.message(bytes, next, next + size);
            next += size + 2;
          }
          case "PI" -> say("PONG\r\n");
          case "PO" -> listener.ready();
          case "-E" -> end(new String(bytes, at, line - at, StandardCharsets.US_ASCII).trim());
          default -> {} // INFO
        }
        at = next;
      }
    }

    @Override
    protected void ended(String why) {
      listener.ended(why);
    }
  }

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    StringBuilder subscriptions = new StringBuilder();
    for (int slot = 0; slot < watch.count(); slot++) {
      subscriptions.append("SUB ").append(ChangeScanner.id(watch.document(slot)));
      subscriptions.append(' ').append(slot + 1).append("\r\n");
    }
    return new Client(loop, subscriptions.toString(), listener);
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    return new QueueingPublisher(
        loop,
        (document, counter) -> {
          String payload = Peer.payload(loop, document, counter);
          String id = ChangeScanner.id(document);
          return Peer.bytes("PUB " + id + ' ' + payload.length() + "\r\n" + payload + "\r\n");
        },
        listener -> {
          Client client = new Client(loop, "", listener);
          client.connect(target.address(), null);
          return client::send;
        });
  }
}
