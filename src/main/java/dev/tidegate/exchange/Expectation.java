package dev.tidegate.exchange;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** {@code Expect: 100-continue}: the client waits for an invitation to send its body. */
public final class Expectation {
  private static final String EXPECT = "expect";

  private Expectation() {}

  /** Returns whether the client waits. */
  static boolean isOpen(HttpServerRequest request) {
    return request.headers().contains(EXPECT)
        && request.version() == HttpVersion.HTTP_1_1
        && request.headers().contains(EXPECT, "100-continue", true);
  }

  /** Invites the client to send the body, if it waits. */
  public static void meet(HttpServerRequest request) {
    if (isOpen(request)) {
      // The client sends the body now, so the connection can be used again afterwards.
      request.headers().remove(EXPECT);
      request.response().writeContinue();
    }
  }
}
