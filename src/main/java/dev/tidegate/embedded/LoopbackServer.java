package dev.tidegate.embedded;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A child process that serves on a port of the loopback interface, in a data directory. */
abstract class LoopbackServer implements EmbeddedServer {
  private final DataDirectory directory;
  private final ChildProcess child;
  private final int port;
  private final Duration patience;
  private final CompletionStage<Void> crashed;

  /**
   * Creates a server.
   *
   * @param child process that runs and serves
   * @param patience maximum time of an orderly stop
   */
  LoopbackServer(DataDirectory directory, ChildProcess child, int port, Duration patience) {
    this.directory = directory;
    this.child = child;
    this.port = port;
    this.patience = patience;
    this.crashed = child.watch();
  }

  public final String host() {
    return "127.0.0.1";
  }

  public final int port() {
    return port;
  }

  public abstract String url();

  public final long pid() {
    return child.process().pid();
  }

  @Override
  public final CompletionStage<Void> crashed() {
    return crashed;
  }

  /** Ends it with SIGKILL and releases the directory: a crash, for tests of what follows one. */
  public void kill() {
    child.kill();
    directory.close();
  }

  /** Ends it in order, with all that it accepted on disk. */
  @Override
  public void close() {
    child.stop(patience);
    directory.close();
  }
}
