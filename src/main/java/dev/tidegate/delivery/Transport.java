package dev.tidegate.delivery;

import dev.tidegate.wire.CloseCode;

/**
 * How messages reach one client. What is sent may wait for the next {@link #flush}, which comes
 * within the same turn of the event loop; order is kept.
 */
public interface Transport {

  /**
   * Sends one message.
   *
   * @param message not to be written to any more
   */
  void send(byte[] message);

  /** Sends messages that other clients get as well. */
  void send(Burst burst);

  /** Lets go what was sent. */
  void flush();

  /** Whether the client has not taken enough of what was sent. */
  boolean isFull();

  /** About how many bytes of what was sent are still here. */
  long unwrittenBytes();

  /** Asks the client for a sign of life; it goes out with the next flush. */
  void ping();

  /** The client's IP address. */
  String address();

  /** Ends the connection behind all that was sent. */
  void close(CloseCode code);
}
