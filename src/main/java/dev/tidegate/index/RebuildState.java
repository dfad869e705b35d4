package dev.tidegate.index;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Progress of the last rebuild of a collection's index.
 *
 * @param startedMicros since 1970, as the two others
 * @param finishedMicros 0 until then
 * @param index its name; empty before it has one
 * @param documents number of documents of the collection at the start
 * @param indexed number of documents so far
 * @param shard current shard
 * @param after the last id done in that shard
 * @param trouble cause of the interruption or failure; {@code null} if there is none
 */
public record RebuildState(
    String id,
    Phase phase,
    Cause cause,
    long startedMicros,
    long finishedMicros,
    String index,
    long documents,
    long indexed,
    int shard,
    String after,
    @Nullable String trouble) {

  /** The steps of a rebuild. */
  public enum Phase {
    /** Every document is written to the new index, and every change to both. */
    BUILDING,
    /** Changes made before the end of that have to arrive. */
    CATCHING_UP,
    /** Searches go to the new index from now on, and the former one is deleted. */
    SWAPPING,
    FINISHED,
    FAILED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
      return this == BUILDING || this == CATCHING_UP || this == SWAPPING;
    }
  }

  /** Cause of a rebuild. */
  public enum Cause {
    REQUESTED,
    /** The schema is another one. */
    SCHEMA,
    /** There was no index. */
    MISSING,
    /** The store's content is another one. */
    STORE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that has done nothing yet. */
  public static RebuildState begun(Cause cause, long startedMicros) {
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return new RebuildState(id, Phase.BUILDING, cause, startedMicros, 0, "", 0, 0, 0, "", null);
  }

  /** The same rebuild from the beginning, into an index of this name. */
  RebuildState into(String name, long all) {
    return new RebuildState(id, Phase.BUILDING, cause, startedMicros, 0, name, all, 0, 0, "", null);
  }

  RebuildState at(long done, int atShard, String afterId) {
    return new RebuildState(
        id,
        phase,
        cause,
        startedMicros,
        0,
        index,
        Math.max(documents, done),
        done,
        atShard,
        afterId,
        null);
  }

  RebuildState in(Phase next) {
    return with(next, 0, null);
  }

  RebuildState finished(long micros) {
    return with(Phase.FINISHED, micros, null);
  }

  RebuildState failed(String reason, long micros) {
    return with(Phase.FAILED, micros, reason);
  }

  RebuildState troubled(String reason) {
    return with(phase, 0, reason);
  }

  private RebuildState with(Phase next, long endedMicros, @Nullable String reason) {
    return new RebuildState(
        id,
        next,
        cause,
        startedMicros,
        endedMicros,
        index,
        documents,
        indexed,
        shard,
        after,
        reason);
  }
}
