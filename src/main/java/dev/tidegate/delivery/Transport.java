package dev.tidegate.delivery;

import dev.tidegate.wire.CloseCode;

/**
 * Connection to one client. Sent messages may wait for the next {@link #flush}, which follows
 * within the same turn of the event loop. Messages arrive in the order in which they were sent.
 */
public interface Transport {

  /**
   * Sends one message.
   *
   * @param message not modified afterwards
   */
  void send(byte[] message);

  /** Sends messages that other clients receive too. */
  void send(Burst burst);

  /** Writes everything that was sent. */
  void flush();

  /** Returns whether more unwritten bytes wait than the high-water mark. */
  boolean isFull();

  /** Returns the approximate number of unwritten bytes. */
  long unwrittenBytes();

  /** Sends a ping with the next flush. */
  void ping();

  /** Returns the IP address of the client. */
  String address();

  /** Closes the connection after everything that was sent. */
  void close(CloseCode code);
}
