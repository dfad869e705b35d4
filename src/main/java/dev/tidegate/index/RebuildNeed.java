package dev.tidegate.index;

import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.DocumentIndex.Found;
import dev.tidegate.index.RebuildState.Cause;
import dev.tidegate.index.RebuildState.Phase;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Revisions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Detection of indices that need a rebuild without a request. */
final class RebuildNeed {
  /** Time until a failed rebuild is tried again without a request. */
  private static final Duration RETRY_FAILED = Duration.ofMinutes(1);

  private final DocumentIndex index;
  private final InstantSource clock;

  RebuildNeed(DocumentIndex index, InstantSource clock) {
    this.index = index;
    this.clock = clock;
  }

  /**
   * The rebuild to begin, {@code null} for none.
   *
   * @param last the one before
   * @param epoch the store's
   */
  @Nullable RebuildState of(Collection collection, @Nullable RebuildState last, String epoch) {
    Found found = index.found(collection);
    Fitness fitness = found == null ? Fitness.CURRENT : found.fitness();
    long now = Revisions.at(clock.instant());
    if (last != null && failedLately(last, now)) {
      return null;
    }
    return switch (fitness) {
      case MISSING -> RebuildState.begun(Cause.MISSING, now);
      case OUTDATED -> RebuildState.begun(Cause.SCHEMA, now);
      case CURRENT -> isOfAnother(found, epoch) ? RebuildState.begun(Cause.STORE, now) : null;
      case CONFLICTING -> null;
    };
  }

  /**
   * Returns whether the index belongs to another store. Documents that the store lost stay in the
   * index, and no write ever removes them. A store that was just emptied has no identity until a
   * gateway sees it: it is not another one yet.
   */
  private static boolean isOfAnother(@Nullable Found found, String epoch) {
    return found != null && !epoch.isEmpty() && !found.epoch().equals(epoch);
  }

  private static boolean failedLately(RebuildState last, long now) {
    Duration since = Duration.of(now - last.finishedMicros(), ChronoUnit.MICROS);
    return last.phase() == Phase.FAILED && since.compareTo(RETRY_FAILED) < 0;
  }
}
