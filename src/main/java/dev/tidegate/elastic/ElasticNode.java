package dev.tidegate.elastic;

import dev.tidegate.model.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node, and how long it sits out. Usable on any thread. */
final class ElasticNode {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_DOUBLINGS = 6;

  /** Pause after failures: the number of doublings of the delay, and its end. */
  private record Rest(int doublings, long untilNanos) {}

  private final URI uri;
  private final @Nullable String authorization;
  private volatile @Nullable Rest rest;

  ElasticNode(URI configured) {
    String credentials = configured.getUserInfo();
    this.uri = Credentials.removed(configured);
    this.authorization = credentials == null ? null : basic(credentials);
  }

  /** Returns a header value for basic authentication. */
  static String basic(String userAndPassword) {
    byte[] pair = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Address of the node, without credentials. */
  URI uri() {
    return uri;
  }

  /** Authorization header from the credentials of the node's URL; {@code null} without them. */
  @Nullable String authorization() {
    return authorization;
  }

  /** Returns the rest of the pause; 0 while the node works. */
  long waitNanos(long now) {
    Rest current = rest;
    return current == null ? 0 : Math.max(0, current.untilNanos() - now);
  }

  void failed(long now) {
    Rest last = rest;
    int doublings = last == null ? 0 : Math.min(MOST_DOUBLINGS, last.doublings() + 1);
    rest = new Rest(doublings, now + (FIRST_NANOS << doublings));
  }

  void answered() {
    rest = null;
  }
}
