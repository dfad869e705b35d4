package dev.tidegate.load;

import java.nio.charset.StandardCharsets;

/** Another broadcast server with its own protocol, for comparison with a gateway. */
interface Peer {
  /** Listener to a subscription, called on its loop. */
  interface Listener {
    /** Notifies that the subscription is active: later changes must arrive. */
    void ready();

    /** Something published; the bytes are good during the call only. */
    void message(byte[] bytes, int from, int to);

    void ended(String why);
  }

  /** Publisher of changes, used on its loop. */
  interface Publisher {
    /**
     * Publishes a change.
     *
     * @param counter the new value of {@code sold}; grows by one with each change
     */
    void publish(int document, long counter);

    /** Lets go what was published since the last call. */
    void flush();
  }

  static Peer of(String protocol) {
    return switch (protocol) {
      case "tidegate" -> new TidegatePeer();
      case "nchan" -> new NchanPeer();
      case "mqtt" -> new MqttPeer();
      case "nats" -> new NatsPeer();
      case "ws" -> new WsPeer();
      case "socket.io" -> new SocketIoPeer();
      default ->
          throw new UsageException(
              "unknown protocol "
                  + protocol
                  + "; known: tidegate, nchan, mqtt, nats, ws, socket.io");
    };
  }

  /** Creates a client for the watched documents, not yet connected. */
  Connection subscriber(Loop loop, Target target, Watch watch, Listener listener);

  /** Connects. */
  Publisher publisher(Loop loop, Target target);

  /** Makes the documents, where there is such a thing; waits. */
  default void prepare(Target target, int documents) {}

  /** Returns whether changes of a document that wait for a client may merge. */
  default boolean merges() {
    return false;
  }

  /** Returns about 110 bytes that describe a change in the format of the gateway. */
  static String payload(Loop loop, int document, long counter) {
    return "{\"type\":\"update\",\"collection\":\"products\",\"changes\":[{\"id\":\""
        + ChangeScanner.id(document)
        + "\",\"rev\":"
        + loop.wallMicros(System.nanoTime())
        + ",\"set\":{\"sold\":"
        + counter
        + "}}]}";
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The ids of the watched documents. */
  static String ids(Watch watch, String separator) {
    StringBuilder ids = new StringBuilder();
    for (int slot = 0; slot < watch.count(); slot++) {
      ids.append(slot == 0 ? "" : separator).append(ChangeScanner.id(watch.document(slot)));
    }
    return ids.toString();
  }
}
