package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.KnownWords;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.text.WordPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The live queries of one collection, arranged so that a change finds those it may concern. */
final class CollectionQueries {
  /** Evaluation of one document by all queries that its change may concern, each once. */
  private static final class Round implements Consumer<LiveQuery> {
    private final Candidate document;
    private final FieldSet touched;
    private final Consumer<LiveQuery> changed;
    private final long number;
    private int held;

    Round(Candidate document, FieldSet touched, Consumer<LiveQuery> changed, long number) {
      this.document = document;
      this.touched = touched;
      this.changed = changed;
      this.number = number;
    }

    void evaluateAsMember(LiveQuery query) {
      evaluate(query, true);
    }

    /** Members were the first. */
    @Override
    public void accept(LiveQuery query) {
      evaluate(query, false);
    }

    private void evaluate(LiveQuery query, boolean member) {
      if (query.meets(number)) {
        held++;
        if (query.consider(document, touched, member)) {
          changed.accept(query);
        }
      }
    }
  }

  private final Collection collection;
  private final KnownWords knownWords;
  private final PreviousStates formers = new PreviousStates();
  private final WindowMembers members = new WindowMembers();
  private final Branch branches = new Branch();
  private final WordBranches words = new WordBranches();
  private final Set<LiveQuery> all = new HashSet<>();
  private FieldSet fields = FieldSet.EMPTY;
  private int ranked;
  private long rounds;

  CollectionQueries(Collection collection, KnownWords knownWords) {
    this.collection = collection;
    this.knownWords = knownWords;
  }

  WindowMembers members() {
    return members;
  }

  Set<LiveQuery> all() {
    return all;
  }

  void add(LiveQuery query) {
    all.add(query);
    ranked += query.membership().isRanked() ? 1 : 0;
    look(fields.union(query.membership().fields()));
    addToIndex(query);
  }

  void remove(LiveQuery query) {
    all.remove(query);
    ranked -= query.membership().isRanked() ? 1 : 0;
    if (all.isEmpty()) {
      look(FieldSet.EMPTY);
    }
    removeFromIndex(query);
    query.clear();
  }

  /** Analyzes the texts of all queries again, as the synonyms have changed. */
  void analyzeAgain() {
    for (LiveQuery query : all) {
      if (query.query().text() != null) {
        removeFromIndex(query);
        query.analyzeAgain(knownWords.analyzer());
        addToIndex(query);
      }
    }
  }

  private void addToIndex(LiveQuery query) {
    List<WordPattern> patterns = query.matcher().patterns();
    if (patterns.isEmpty()) {
      branches.add(query);
    } else {
      patterns.forEach(pattern -> words.add(pattern, query));
    }
  }

  private void removeFromIndex(LiveQuery query) {
    List<WordPattern> patterns = query.matcher().patterns();
    if (patterns.isEmpty()) {
      branches.remove(query);
    } else {
      patterns.forEach(pattern -> words.remove(pattern, query));
    }
  }

  private void look(FieldSet now) {
    if (!now.equals(fields)) {
      fields = now;
      formers.clear();
    }
  }

  /** Forgets the history after a gap in it. The queries are then resynchronized. */
  void forget() {
    formers.clear();
  }

  /**
   * Returns whether a change of these fields can concern a query.
   *
   * @param all the fields of the collection: if all are touched, the document was created or
   *     deleted
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
  int consider(DocumentState state, FieldSet touched, Consumer<LiveQuery> changed) {
    Candidate document = new Candidate(collection, state, former(state), knownWords);
    Round round = new Round(document, touched, changed, ++rounds);
    members.of(document.id()).forEach(round::evaluateAsMember);
    if (document.exists()) {
      branches.visit(document, round);
      words.visit(document, round);
    }
    return round.held;
  }

  /** Only those that the index ranks ask for it. */
  private @Nullable DocumentState former(DocumentState state) {
    if (ranked == 0) {
      formers.clear();
      return null;
    }
    return formers.replace(state);
  }
}
