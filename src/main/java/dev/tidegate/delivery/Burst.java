package dev.tidegate.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that go out together, to one client or to many. Each kind of transport frames them once
 * for all its clients, of all event loops.
 */
public final class Burst {
  private final List<byte[]> messages;
  private volatile @Nullable Framed framed;

  private record Framed(Framing framing, byte[] bytes, @Nullable Framed next) {}

  /** How a transport puts messages on the wire. */
  @FunctionalInterface
  public interface Framing {
    byte[] frame(List<byte[]> messages);
  }

  /**
   * @param messages not to be written to any more
   */
  public Burst(List<byte[]> messages) {
    this.messages = messages;
  }

  public List<byte[]> messages() {
    return messages;
  }

  /**
   * The messages as they go over the wire, not to be written to.
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
