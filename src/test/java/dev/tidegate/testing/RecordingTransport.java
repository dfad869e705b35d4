package dev.tidegate.testing;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Transport;
import dev.tidegate.wire.CloseCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connection that records what it sends. A test decides whether the client can receive more. */
public final class RecordingTransport implements Transport {
  public boolean full;
  public long unwritten;
  public int flushes;
  public int pings;
  public @Nullable CloseCode closed;
  private final List<String> messages = new ArrayList<>();
  private int fullAfter = Integer.MAX_VALUE;

  /** Lets the client receive this many messages more. */
  public void receive(int count) {
    full = count == 0;
    fullAfter = messages.size() + count;
  }

  /** Returns the messages since the last call, with single quotes, and removes them. */
  public List<String> take() {
    List<String> taken = List.copyOf(messages);
    messages.clear();
    return taken;
  }

  @Override
  public void send(byte[] message) {
    messages.add(new String(message, StandardCharsets.UTF_8).replace('"', '\''));
    full |= messages.size() >= fullAfter;
  }

  @Override
  public void send(Burst burst) {
    burst.messages().forEach(this::send);
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public long unwrittenBytes() {
    return unwritten;
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public void close(CloseCode code) {
    closed = code;
  }
}
