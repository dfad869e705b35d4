package dev.tidegate.client;

import java.util.Map;

/**
 * A request to the gateway.
 *
 * @param path path and query, starting after the base URI
 * @param repeatable whether a repeated request has no further effect: a read, or a write with a key
 */
record ApiRequest(
    String method, String path, Map<String, String> headers, byte[] body, boolean repeatable) {
  private static final byte[] NO_BODY = {};

  static ApiRequest get(String path) {
    return new ApiRequest("GET", path, Map.of(), NO_BODY, true);
  }

  boolean isWrite() {
    return !method.equals("GET");
  }
}
