package dev.tidegate.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Publishes over one connection of its own; what comes before it stands is sent once it does. */
final class QueueingPublisher implements Peer.Publisher, Peer.Listener {
  /** Encoding of a change. */
  interface Words {
    byte[] of(int document, long counter);
  }

  private final Loop loop;
  private final Words words;
  private final List<byte[]> early = new ArrayList<>();
  private final Consumer<byte[]> connection;
  private boolean open;

  /**
   * Creates a publisher.
   *
   * @param connect starts to connect, notifies the listener, and returns the sender
   */
  QueueingPublisher(Loop loop, Words words, Function<Peer.Listener, Consumer<byte[]>> connect) {
    this.loop = loop;
    this.words = words;
    connection = connect.apply(this);
  }

  @Override
  public void publish(int document, long counter) {
    byte[] said = words.of(document, counter);
    if (open) {
      connection.accept(said);
    } else {
      early.add(said);
    }
  }

  @Override
  public void flush() {} // the loop writes once a turn

  @Override
  public void ready() {
    open = true;
    early.forEach(connection);
    early.clear();
  }

  @Override
  public void message(byte[] bytes, int from, int to) {}

  @Override
  public void ended(String why) {
    loop.stats().error("publisher " + why);
  }
}
