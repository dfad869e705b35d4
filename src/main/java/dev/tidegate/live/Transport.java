package dev.tidegate.live;

import dev.tidegate.wire.CloseCode;

/** How messages reach one client. */
public interface Transport {

  /**
   * Sends one message.
   *
   * @param message not to be written to any more; it may be shared with other clients
   */
  void send(byte[] message);

  /** Whether the client has not taken enough of what was sent. */
  boolean isFull();

  /** About how many bytes of what was sent are still here. */
  long unwrittenBytes();

  void ping();

  void close(CloseCode code);
}
