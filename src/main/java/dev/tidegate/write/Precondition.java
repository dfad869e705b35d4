package dev.tidegate.write;

import dev.tidegate.model.ClientSets;
import java.util.Set;

/** What must be true of the document for a write to happen. */
public sealed interface Precondition {
  Precondition NONE = new None();
  Precondition EXISTS = new Exists();
  Precondition ABSENT = new Absent();

  record None() implements Precondition {}

  record Exists() implements Precondition {}

  record Absent() implements Precondition {}

  /** It is at this revision. */
  record AtRevision(long rev) implements Precondition {}

  /** It is at one of these revisions; never true of none. */
  record AtOneOf(Set<Long> revs) implements Precondition {
    public AtOneOf {
      revs = ClientSets.copyOf(revs);
    }
  }
}
