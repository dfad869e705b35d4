package dev.tidegate.elastic;

import java.io.IOException;

/** No node answered. */
final class Unreachable extends IOException {
  private static final long serialVersionUID = 1;

  Unreachable(String message) {
    super(message);
  }
}
