package dev.tidegate.exchange;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** {@code Expect: 100-continue}, of a client that sends its body only once it is asked to. */
public final class Expectation {
  private static final String EXPECT = "expect";

  private Expectation() {}

  /** Whether the client waits to be asked. */
  static boolean isOpen(HttpServerRequest request) {
    return request.headers().contains(EXPECT)
        && request.version() == HttpVersion.HTTP_1_1
        && request.headers().contains(EXPECT, "100-continue", true);
  }

  /** Asks for the body, if the client waits for that. */
  public static void meet(HttpServerRequest request) {
    if (isOpen(request)) {
      // From here on the body is on its way, and the connection good for another request.
      request.headers().remove(EXPECT);
      request.response().writeContinue();
    }
  }
}
