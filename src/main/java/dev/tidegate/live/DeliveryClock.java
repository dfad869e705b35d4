package dev.tidegate.live;

import dev.tidegate.model.Revisions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Measures deliveries against the store's clock, which the revisions tell. */
final class DeliveryClock {
  private final InstantSource wall;
  private final DeliveryTimes times;
  private long micros;
  private long nanos;

  DeliveryClock(InstantSource wall, DeliveryTimes times) {
    this.wall = wall;
    this.times = times;
  }

  /** A turn begins: within it the clock that is cheap to read does. */
  void set() {
    micros = Revisions.at(wall.instant());
    nanos = System.nanoTime();
  }

  /** This revision was sent to a client, with so many changes together. */
  void delivered(long rev, int changes) {
    long now = micros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanos);
    times.took(now - rev, changes);
  }
}
