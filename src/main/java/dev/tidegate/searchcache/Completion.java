package dev.tidegate.searchcache;

import dev.tidegate.model.Collection;
import java.util.Comparator;

/** A text to complete, as a question to the index. */
record Completion(Collection collection, String typed, int limit)
    implements Comparable<Completion> {
  private static final Comparator<Completion> ORDER =
      Comparator.comparing(Completion::typed)
          .thenComparingInt(Completion::limit)
          .thenComparing(completion -> completion.collection().name());

  @Override
  public int compareTo(Completion other) {
    return ORDER.compare(this, other);
  }
}
