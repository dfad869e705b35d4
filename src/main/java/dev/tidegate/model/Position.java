package dev.tidegate.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the log of all shards: for each the last revision passed, and the epoch of the store
 * they belong to. Opaque to clients.
 */
public final class Position {
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9]{1,64}(-[0-9a-z]{1,11}){1,1024}");

  private final String epoch;
  private final long[] revs;

  public Position(String epoch, long... revs) {
    this.epoch = epoch;
    this.revs = revs.clone();
  }

  public String epoch() {
    return epoch;
  }

  public int shards() {
    return revs.length;
  }

  /** The last revision passed in that shard; 0 before the first. */
  public long rev(int shard) {
    return revs[shard];
  }

  /** The last revisions passed, by shard. The caller may write to the array. */
  public long[] revs() {
    return revs.clone();
  }

  /** Returns whether every shard has reached {@code other}, which must be of the same epoch. */
  public boolean covers(Position other) {
    for (int shard = 0; shard < revs.length; shard++) {
      if (revs[shard] < other.revs[shard]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the position before the first change of the log. */
  public Position origin() {
    return new Position(epoch, new long[revs.length]);
  }

  /** For each shard the lesser place of the two, which must be of the same epoch. */
  public Position earlier(Position other) {
    if (other.covers(this)) {
      return this;
    }
    if (covers(other)) {
      return other;
    }
    long[] least = new long[revs.length];
    Arrays.setAll(least, shard -> Math.min(revs[shard], other.revs[shard]));
    return new Position(epoch, least);
  }

  /** For each shard the greater place of the two, which must be of the same epoch. */
  public Position later(Position other) {
    long[] most = new long[revs.length];
    Arrays.setAll(most, shard -> Math.max(revs[shard], other.revs[shard]));
    return new Position(epoch, most);
  }

  /** Reads what {@link #toString} wrote; empty for anything else. */
  public static Optional<Position> parse(String text) {
    if (text.length() > 16_384 || !TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split("-", -1);
    long[] revs = new long[parts.length - 1];
    for (int i = 0; i < revs.length; i++) {
      revs[i] = Long.parseLong(parts[i + 1], 36);
      if (revs[i] > Revisions.MAX) {
        return Optional.empty();
      }
    }
    return Optional.of(new Position(parts[0], revs));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position position
        && epoch.equals(position.epoch)
        && Arrays.equals(revs, position.revs);
  }

  @Override
  public int hashCode() {
    return 31 * epoch.hashCode() + Arrays.hashCode(revs);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(epoch.length() + 12 * revs.length).append(epoch);
    for (long rev : revs) {
      text.append('-').append(Long.toString(rev, 36));
    }
    return text.toString();
  }
}
