package dev.tidegate.replay;

import dev.tidegate.client.TidegateClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Options of a replay.
 *
 * @param opening stock of created products
 * @param inFlight maximum number of running lines
 * @param limit maximum number of lines of the file, without the header
 * @param patience time for which a request is repeated before the replay is given up; at most the
 *     guaranteed storage time of an idempotency key
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
  private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

  ReplayOptions {
    try {
      TidegateClient.builder(target);
    } catch (IllegalArgumentException e) {
      throw new ReplayException("--target: " + e.getMessage());
    }
    require(opening >= 0, "--opening: 0 or more, not " + opening);
    require(inFlight >= 1 && inFlight <= 10_000, "--in-flight: 1 to 10,000, not " + inFlight);
    require(limit >= 1, "--limit: 1 or more, not " + limit);
    require(
        !patience.isNegative() && patience.compareTo(LONGEST_PATIENCE) <= 0,
        "Invalid --give-up-after "
            + patience.toSeconds()
            + ". Use 0 to 3600: a gateway stores idempotency keys for at least one hour.");
    require(collection.matches("[A-Za-z0-9_-]+"), "--collection: not a name: " + collection);
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new ReplayException(otherwise);
    }
  }
}
