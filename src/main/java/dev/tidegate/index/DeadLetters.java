package dev.tidegate.index;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;

/** The documents that the index would not take. They are tried again when they change. */
public interface DeadLetters {

  /**
   * A document that the index rejected.
   *
   * @param rev rejected revision
   * @param sinceMicros time of the rejection, in microseconds since 1970
   */
  record DeadLetter(String id, long rev, long sinceMicros, String reason) {}

  /** Some of a collection's, and how many there are. */
  record Page(List<DeadLetter> letters, long total) {}

  /** Up to {@code limit} of them, in no order. Goes through all, in small steps. */
  Future<Page> list(Collection collection, int limit);

  /**
   * Has these tried again as they are now.
   *
   * @return how many of them are dead letters
   */
  Future<Long> retry(Collection collection, List<String> ids);

  /** Requests a retry of all. Returns their number. */
  Future<Long> retryAll(Collection collection);
}
