package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.KnownWords;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.QueryTooExpensiveException;
import dev.tidegate.search.Slices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resynchronization of one live query with the index. The index lags: its first result may lack
 * earlier changes, and is corrected when it contains everything up to the start position of the
 * query. The query evaluates later changes in any case, and the resynchronization remembers those
 * that match.
 */
final class Resync implements LiveQuery.Correction {
  private static final Logger log = LoggerFactory.getLogger(Resync.class);
  private static final int MOST_REMEMBERED = 10_000;
  private static final long RETRY_MS = 1_000;

  /** For the first answer: the index may be about to be built. */
  private static final long HURRY_MS = 200;

  private static final int MOST_HURRIES = 15;

  /** Dependencies of all resynchronizations. */
  record Tools(
      Vertx vertx,
      IndexQueries finds,
      CurrentDocuments documents,
      Visibility visibility,
      ChangeIntake intake,
      KnownWords words) {}

  /** A state of a document, and whether it matches the query. */
  private record Examined(DocumentState state, boolean matches) {}

  /** Listener to the progress of a resynchronization. */
  interface Listener {
    /** The query's window is another one now. */
    void changed(LiveQuery query);

    /** It is as the store is. */
    void done(LiveQuery query);

    /** The query's first answer can't be had. */
    void failed(LiveQuery query, Throwable reason);
  }

  private final LiveQuery query;
  private final Tools tools;
  private final Listener listener;
  private final Set<String> remembered = new HashSet<>();
  private Position from;
  private boolean overflown;
  private int hurries;

  /**
   * Creates a resynchronization.
   *
   * @param from start position of the query
   */
  Resync(LiveQuery query, Position from, Tools tools, Listener listener) {
    this.query = query;
    this.from = from;
    this.tools = tools;
    this.listener = listener;
  }

  void start() {
    if (!isCurrent()) {
      return;
    }
    find(tools.visibility().has(query.collection(), from));
  }

  /**
   * Remembers a changed document that matches: the index may not contain its current state. A place
   * in the window is not enough, because other documents can displace it before the window is
   * rebuilt.
   */
  @Override
  public void matched(String id) {
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.add(id);
    } else {
      overflown = true;
    }
  }

  private boolean isCurrent() {
    return query.correction() == this;
  }

  /**
   * Queries the index.
   *
   * @param trusted whether the index contains everything up to the start position
   */
  private void find(boolean trusted) {
    tools
        .finds()
        .find(query, this::isCurrent)
        .compose(found -> examine(found, trusted))
        // Mapped, so that an exception is a failure, too, and the query does not wait for ever.
        .map(
            applied -> {
              if (isCurrent()) {
                listener.changed(query);
                next(trusted);
              }
              return applied;
            })
        .onFailure(this::failed);
  }

  private Future<List<DocumentState>> read(Found found, boolean trusted) {
    return tools.documents().read(query.collection(), () -> concerned(found, trusted));
  }

  private Set<String> concerned(Found found, boolean trusted) {
    Set<String> ids = new LinkedHashSet<>();
    found.matches().stream().map(Match::id).forEach(ids::add);
    ids.addAll(query.membership().window().ids());
    ids.addAll(query.ruled().pinned());
    ids.addAll(remembered);
    if (!trusted) {
      ids.addAll(tools.intake().recent().of(query.collection().name()));
    }
    return ids;
  }

  /**
   * Evaluates the documents in slices, as each can take milliseconds. The query also evaluates the
   * changes between two slices, and older states must not undo them. All documents are therefore
   * read again after the last slice, and those that changed are evaluated again.
   */
  private Future<Boolean> examine(Found found, boolean trusted) {
    Map<String, Examined> known = new HashMap<>();
    return read(found, trusted)
        .compose(
            states -> {
              Future<Void> slices = Slices.forEach(states, state -> examine(state, known));
              return slices.isComplete()
                  ? Future.succeededFuture(apply(found, states, known))
                  : slices
                      .compose(examined -> read(found, trusted))
                      .map(now -> apply(found, now, known));
            });
  }

  private Examined examine(DocumentState state, Map<String, Examined> known) {
    return known.compute(
        state.key().id(),
        (id, before) -> {
          if (before != null && before.state().rev() == state.rev()) {
            return before;
          }
          return new Examined(state, query.matcher().matches(candidate(state)));
        });
  }

  private Candidate candidate(DocumentState state) {
    return new Candidate(query.collection(), state, tools.words());
  }

  private boolean apply(Found found, List<DocumentState> states, Map<String, Examined> known) {
    if (isCurrent()) {
      List<Candidate> matching =
          states.stream()
              .filter(state -> !query.ruled().leavesOut(state.key().id()))
              .filter(state -> examine(state, known).matches())
              .map(this::candidate)
              .toList();
      query.membership().reset(found, matching);
      states.stream().map(this::candidate).forEach(query.ruled()::put);
    }
    return true;
  }

  private void next(boolean trusted) {
    if (trusted && !overflown) {
      listener.done(query);
      return;
    }
    if (overflown) {
      beginAgain();
    }
    tools
        .visibility()
        .reaches(query.collection(), from)
        .onSuccess(
            reached -> {
              if (isCurrent()) {
                find(true);
              }
            });
  }

  /** More than can be remembered has come: the index is to have all of that first. */
  private void beginAgain() {
    Position now = tools.intake().reached();
    if (now != null) {
      from = now;
      remembered.clear();
      overflown = false;
    }
  }

  private static boolean isPassing(Throwable reason) {
    return reason instanceof SearchUnavailableException
        || (reason instanceof QueryTooExpensiveException expensive && !expensive.isLasting());
  }

  private void failed(Throwable reason) {
    if (!isCurrent()) {
      return;
    }
    if (query.isPublished()) {
      log.debug(
          "Live query waits for the index query={} cause={}",
          query.key(),
          Credentials.reason(reason));
      tools.vertx().setTimer(RETRY_MS, id -> next(false));
    } else if (isPassing(reason) && hurries++ < MOST_HURRIES) {
      tools.vertx().setTimer(HURRY_MS, id -> start());
    } else {
      listener.failed(query, reason);
    }
  }
}
