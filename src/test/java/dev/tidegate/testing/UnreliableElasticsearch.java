package dev.tidegate.testing;

import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.RecordedStartupCache;
import org.jspecify.annotations.Nullable;

/** An Elasticsearch that goes away now and then: the way to it, or one of its own that stops. */
public final class UnreliableElasticsearch implements AutoCloseable {
  /** Nothing listens here. */
  private static final int NOWHERE = 1;

  private final TemporaryDirectory data = TemporaryDirectory.create("elasticsearch");
  private final ElasticsearchServer shared;
  private final BlackHole way;
  private @Nullable EmbeddedElasticsearch own;

  /**
   * Creates a proxy.
   *
   * @param restarts whether the node is not shared and can be stopped
   */
  public UnreliableElasticsearch(ElasticsearchServer shared, boolean restarts) {
    this.shared = shared;
    this.own = restarts ? start() : null;
    this.way = new BlackHole(port());
  }

  private EmbeddedElasticsearch start() {
    RecordedStartupCache.provide(data.path());
    return EmbeddedElasticsearch.start(
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data.path()));
  }

  private int port() {
    return own == null ? shared.port() : own.port();
  }

  public String url() {
    return "http://127.0.0.1:" + way.port();
  }

  /** The way to it is cut. */
  public void leave() {
    way.leadTo(NOWHERE);
    way.cut();
  }

  public void comeBack() {
    way.leadTo(port());
  }

  /** One of its own ends. */
  public void stop() {
    leave();
    if (own != null) {
      own.close();
    }
  }

  /** Starts on the data that it left. */
  public void restart() {
    own = start();
    comeBack();
  }

  @Override
  public void close() {
    way.close();
    if (own != null) {
      own.close();
    }
    data.close();
  }
}
