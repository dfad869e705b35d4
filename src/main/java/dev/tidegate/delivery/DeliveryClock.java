package dev.tidegate.delivery;

import dev.tidegate.model.Revisions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Measures deliveries against the store's clock, which the revisions tell. */
public final class DeliveryClock {
  private final InstantSource wall;
  private final DeliveryTimes times;
  private long turnMicros;
  private long turnNanos;
  private long now;
  private long changes;

  public DeliveryClock(InstantSource wall, DeliveryTimes times) {
    this.wall = wall;
    this.times = times;
  }

  /** A turn begins: within it the clock that is cheap to read does. */
  public void set() {
    turnMicros = Revisions.at(wall.instant());
    turnNanos = System.nanoTime();
    now = turnMicros;
    changes = 0;
  }

  /** It is another client's turn. */
  public void next() {
    now = turnMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - turnNanos);
  }

  /** This revision was sent to the client, with so many changes together. */
  public void delivered(long rev, int together) {
    times.took(now - rev, together);
    changes += together;
  }

  /** How many changes were sent in this turn, to all clients. */
  public long changes() {
    return changes;
  }
}
