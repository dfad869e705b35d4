package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Transport;
import dev.tidegate.wire.CloseCode;

/** A socket that takes everything, or nothing. */
final class CountingTransport implements Transport {
  boolean full;
  long messages;
  long bytes;

  @Override
  public void send(byte[] message) {
    messages++;
    bytes += message.length;
  }

  @Override
  public void send(Burst burst) {
    for (byte[] message : burst.messages()) {
      send(message);
    }
  }

  @Override
  public void flush() {}

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public long unwrittenBytes() {
    return 0;
  }

  @Override
  public void ping() {}

  @Override
  public String address() {
    return "127.0.0.1";
  }

  @Override
  public void close(CloseCode code) {
    throw new IllegalStateException("a session was closed: " + code);
  }
}
