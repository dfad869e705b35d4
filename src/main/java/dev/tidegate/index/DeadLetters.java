package dev.tidegate.index;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;

/** The documents that the index would not take. They are tried again when they change. */
public interface DeadLetters {

  /**
   * One of them.
   *
   * @param rev of the document that was refused
   * @param sinceMicros when that was, since 1970
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

  /** Has all tried again; tells how many. */
  Future<Long> retryAll(Collection collection);
}
