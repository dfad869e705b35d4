package dev.tidegate.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are sent together, to one client or many. Each kind of transport frames them once
 * for all its clients, on all event loops.
 */
public final class Burst {
  private final List<byte[]> messages;
  private volatile @Nullable Framed framed;

  private record Framed(Framing framing, byte[] bytes, @Nullable Framed next) {}

  /** Format of messages on the wire. */
  @FunctionalInterface
  public interface Framing {
    byte[] frame(List<byte[]> messages);
  }

  /**
   * Creates a burst.
   *
   * @param messages not modified afterwards
   */
  public Burst(List<byte[]> messages) {
    this.messages = messages;
  }

  public List<byte[]> messages() {
    return messages;
  }

  /**
   * Returns the messages as bytes of the wire, not to be modified.
   *
   * @param framing a constant of the transport
   */
  @SuppressWarnings("ReferenceEquality")
  public byte[] framed(Framing framing) {
    for (Framed known = framed; known != null; known = known.next()) {
      if (known.framing() == framing) {
        return known.bytes();
      }
    }
    byte[] bytes = framing.frame(messages);
    framed = new Framed(framing, bytes, framed);
    return bytes;
  }
}
