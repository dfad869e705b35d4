package dev.tidegate.replay;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is replayed, where to and how.
 *
 * @param opening the stock of products that have to be created
 * @param inFlight lines under way at most
 * @param limit lines of the file at most, the header not counted
 * @param patience how long a request is repeated before the replay is given up
 */
record ReplayOptions(
    Path file,
    URI target,
    String collection,
    Speed speed,
    long opening,
    int inFlight,
    long limit,
    Duration patience) {

  ReplayOptions {
    String scheme = target.getScheme();
    require(
        ("http".equals(scheme) || "https".equals(scheme)) && target.getHost() != null,
        "--target: not an address like http://127.0.0.1:8080: " + target);
    require(opening >= 0, "--opening: 0 or more, not " + opening);
    require(inFlight >= 1 && inFlight <= 10_000, "--in-flight: 1 to 10,000, not " + inFlight);
    require(limit >= 1, "--limit: 1 or more, not " + limit);
    require(!patience.isNegative(), "--give-up-after: 0 or more");
    require(collection.matches("[A-Za-z0-9_-]+"), "--collection: not a name: " + collection);
  }

  /** The collection's path, below whatever path the target has. */
  String collectionPath() {
    String base = target.getRawPath() == null ? "" : target.getRawPath();
    return base.replaceAll("/+$", "") + "/v1/" + collection;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new ReplayException(otherwise);
    }
  }
}
