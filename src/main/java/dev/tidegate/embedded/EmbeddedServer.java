package dev.tidegate.embedded;

import java.util.concurrent.CompletionStage;

/** A running server process of our own. */
public interface EmbeddedServer extends AutoCloseable {

  /** Completes if it ends though nobody asked it to. */
  CompletionStage<Void> crashed();

  /** Ends it, if it still runs, and releases its directory. Blocks. */
  @Override
  void close();
}
