package dev.tidegate.query;

import dev.tidegate.model.FieldSet;
import dev.tidegate.search.WordPattern;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The live queries of one collection, arranged so that a change finds those it may concern. */
final class CollectionQueries {
  private final Members members = new Members();
  private final Branch branches = new Branch();
  private final WordBranches words = new WordBranches();
  private final Set<StandingQuery> all = new HashSet<>();
  private FieldSet fields = FieldSet.EMPTY;

  Members members() {
    return members;
  }

  Set<StandingQuery> all() {
    return all;
  }

  void add(StandingQuery query) {
    all.add(query);
    fields = fields.union(query.fields());
    Optional<WordPattern> trace = query.matcher().trace();
    if (trace.isPresent()) {
      words.add(trace.get(), query);
    } else {
      branches.add(query);
    }
  }

  void remove(StandingQuery query) {
    all.remove(query);
    if (all.isEmpty()) {
      fields = FieldSet.EMPTY;
    }
    Optional<WordPattern> trace = query.matcher().trace();
    if (trace.isPresent()) {
      words.remove(trace.get(), query);
    } else {
      branches.remove(query);
    }
    query.clear();
  }

  /**
   * Whether a change of these fields is of any matter.
   *
   * @param all the fields of the collection: where all are touched, the document came or went
   */
  boolean concerns(FieldSet touched, FieldSet all) {
    return touched.intersects(fields) || touched.equals(all);
  }

  /**
   * Holds a document against all queries that its change may concern.
   *
   * @param changed called with each whose members may be others now
   * @return how many that were
   */
  int consider(Candidate document, FieldSet touched, Consumer<StandingQuery> changed) {
    int[] held = new int[1];
    Consumer<StandingQuery> hold =
        query -> {
          held[0]++;
          if (query.consider(document, touched)) {
            changed.accept(query);
          }
        };
    members.of(document.id()).forEach(hold);
    if (document.exists()) {
      branches.visit(document, hold);
      words.visit(document, hold);
    }
    return held[0];
  }
}
