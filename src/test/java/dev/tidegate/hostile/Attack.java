package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** One way to harm a gateway through its public edge. */
public interface Attack {
  /** Name for reports. */
  String name();

  /**
   * Attacks a gateway and returns after that time, with every connection closed. Errors on the
   * attacker's connections are no failure: the gateway may cut them.
   *
   * @param random selects the variant; equal seeds give equal variants
   * @param gateway base of the REST API
   */
  void run(Random random, URI gateway, Duration time) throws InterruptedException;
}
