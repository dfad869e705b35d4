package dev.tidegate.livequery;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Schedule of resynchronizations: soon if members are missing, otherwise with a delay. */
final class ResyncTimes {
  private static final long SOON_MS = 100;
  private static final long LATER_MS = 1_000;

  private final Vertx vertx;
  private final Consumer<LiveQuery> resync;
  private final Set<LiveQuery> planned = new HashSet<>();

  ResyncTimes(Vertx vertx, Consumer<LiveQuery> resync) {
    this.vertx = vertx;
    this.resync = resync;
  }

  /** Lets the query ask, if it has reason to and is not at it. */
  void plan(LiveQuery query) {
    if (query.isPublished()
        && query.correction() == null
        && query.membership().isOutOfDate()
        && planned.add(query)) {
      vertx.setTimer(query.membership().isShort() ? SOON_MS : LATER_MS, id -> due(query));
    }
  }

  private void due(LiveQuery query) {
    planned.remove(query);
    if (query.correction() == null && query.membership().isOutOfDate()) {
      resync.accept(query);
    }
  }
}
