package dev.tidegate.livequery;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.Slices;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates changes for the live queries: reads the changed documents of all batches so far, one
 * read at a time. Confined to one context.
 */
final class ChangeIntake {
  private static final Logger log = LoggerFactory.getLogger(ChangeIntake.class);
  private static final int DOCUMENTS_AT_ONCE = 1_000;
  private static final long RETRY_MS = 250;

  /** The queries that evaluate changes. */
  interface Queries {
    /** Those of a collection, if there is any. */
    @Nullable CollectionQueries of(Collection collection);

    /** The members of these may be others now. */
    void changed(Set<LiveQuery> queries);

    /** The members of these may be wrong. */
    void mistaken(CollectionQueries queries);
  }

  private final Vertx vertx;
  private final Catalog catalog;
  private final DocumentReader reader;
  private final CurrentDocuments documents;
  private final QueryFigures figures;
  private final Queries queries;
  private final PendingChanges touched = new PendingChanges();
  private final AwaitedChanges awaited;
  private final RecentChanges recent = new RecentChanges();
  private boolean reading;
  private int gaps;
  private @Nullable Position reached;

  /**
   * Creates an intake.
   *
   * @param documents receives all evaluated documents
   */
  ChangeIntake(
      Vertx vertx,
      Catalog catalog,
      DocumentReader reader,
      CurrentDocuments documents,
      QueryFigures figures,
      Queries queries) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.reader = reader;
    this.documents = documents;
    this.figures = figures;
    this.queries = queries;
    this.awaited = new AwaitedChanges(vertx, touched);
  }

  /** The place in the log up to which changes have come, considered or not. */
  @Nullable Position reached() {
    return reached;
  }

  RecentChanges recent() {
    return recent;
  }

  /** Starts with the changes after a position. */
  void begin(Position position) {
    gaps++;
    reached = position;
  }

  void take(ChangeBatch batch) {
    reached = batch.position();
    for (Change change : batch.changes()) {
      recent.add(change.key());
      Collection collection = catalog.get(change.key().collection());
      if (collection != null && queries.of(collection) != null) {
        touched.add(collection, change);
      }
    }
    next();
  }

  /**
   * Calls {@code done} once, when the queries have evaluated all changes of the collection up to
   * these revisions, by shard.
   *
   * @param patienceMs time after which {@code done} is called in any case
   */
  void whenConsidered(Collection collection, long[] revs, long patienceMs, Runnable done) {
    awaited.add(collection.name(), revs, reading ? null : reached, patienceMs, done);
  }

  private void next() {
    Position now = reached;
    if (!reading && now != null) {
      awaited.look(now);
    }
    if (reading || touched.isEmpty()) {
      return;
    }
    reading = true;
    Collection collection = catalog.require(touched.first());
    Map<String, FieldSet> fields = touched.take(collection.name(), DOCUMENTS_AT_ONCE);
    CollectionQueries concerned = queries.of(collection);
    if (concerned != null) {
      fields.values().removeIf(each -> !concerned.concerns(each, collection.allFields()));
    }
    if (concerned == null || fields.isEmpty()) {
      reading = false;
      next();
    } else {
      read(collection, concerned, fields);
    }
  }

  private void read(
      Collection collection, CollectionQueries concerned, Map<String, FieldSet> fields) {
    int before = gaps;
    reader
        .read(collection, List.copyOf(fields.keySet()))
        .onSuccess(
            states -> {
              if (gaps != before) {
                // No change will follow to correct what it may have found from before the gap.
                read(collection, concerned, fields);
                return;
              }
              consider(collection, concerned, states, fields);
            })
        .onFailure(
            failure -> {
              log.debug(
                  "Live queries wait collection={} cause={}",
                  collection,
                  Credentials.reason(failure));
              vertx.setTimer(RETRY_MS, id -> read(collection, concerned, fields));
            });
  }

  /**
   * Evaluates documents. An internal error must not stop all live queries: those that it may have
   * interrupted start again.
   */
  private void consider(
      Collection collection,
      CollectionQueries concerned,
      List<DocumentState> states,
      Map<String, FieldSet> fields) {
    Set<LiveQuery> changed = new LinkedHashSet<>();
    int before = gaps;
    Slices.forEach(
            states,
            state -> {
              if (gaps == before) {
                documents.considered(state.key(), state.rev());
                FieldSet of = fields.getOrDefault(state.key().id(), FieldSet.EMPTY);
                figures.considered(concerned.consider(state, of, changed::add));
              }
            })
        .onFailure(
            fault -> {
              log.error("Changes not evaluated for live queries collection={}", collection, fault);
              queries.mistaken(concerned);
            })
        .onComplete(
            done -> {
              publish(collection, concerned, changed);
              if (gaps == before) {
                reading = false;
                next();
              } else {
                read(collection, concerned, fields);
              }
            });
  }

  private void publish(Collection collection, CollectionQueries concerned, Set<LiveQuery> changed) {
    try {
      queries.changed(changed);
    } catch (RuntimeException e) {
      log.error("Changed live queries not published collection={}", collection, e);
      queries.mistaken(concerned);
    }
  }
}
