package dev.tidegate.query;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DirtyQueue;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.TextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live queries of a gateway, equal ones once. {@link #attach}, {@link #detach} and the feed's
 * calls may come on any thread; everything else happens on one context, where listeners are called
 * too.
 */
public final class LiveQueries implements FeedListener, Resync.Listener {
  private static final Logger log = LoggerFactory.getLogger(LiveQueries.class);
  private static final int DOCUMENTS_AT_ONCE = 1_000;
  private static final long RETRY_MS = 250;
  private static final long LINGER_MS = 15_000;

  private final Vertx vertx;
  private final Context context;
  private final Catalog catalog;
  private final DocumentReader reader;
  private final Resync.Tools tools;
  private final Visibility visibility;
  private final CurrentDocuments documents;
  private final ResyncTimes times;
  private final QueryFigures figures = new QueryFigures();
  private final int maxQueries;
  private final Map<QueryKey, StandingQuery> queries = new HashMap<>();
  private final SequencedSet<StandingQuery> unwatched = new LinkedHashSet<>();
  private final Map<String, CollectionQueries> collections = new HashMap<>();
  private final Touched touched = new Touched();
  private final AnsweredWrites answered;
  private final AwaitedWrites awaited;
  private final RecentChanges recent = new RecentChanges();
  private final Set<StandingQuery> changed = new LinkedHashSet<>();
  private boolean reading;
  private int gaps;
  private @Nullable Position heard;

  /**
   * @param context on which to work
   * @param reader to be used on that context
   * @param queues of all shards, to be used on that context
   * @param maxQueries distinct ones that there may be
   * @param answered the writes that lists are to have before they are shown to somebody new
   */
  public LiveQueries(
      Vertx vertx,
      Context context,
      Catalog catalog,
      DocumentReader reader,
      DocumentSearch index,
      List<DirtyQueue> queues,
      TextAnalyzer analyzer,
      int maxQueries,
      AnsweredWrites answered) {
    this.vertx = vertx;
    this.context = context;
    this.catalog = catalog;
    this.reader = reader;
    this.maxQueries = maxQueries;
    this.answered = answered;
    this.awaited = new AwaitedWrites(vertx, touched);
    this.documents = new CurrentDocuments(reader);
    this.visibility = new Visibility(vertx, queues, index, () -> heard);
    this.times = new ResyncTimes(vertx, this::resync);
    this.tools =
        new Resync.Tools(
            vertx, new Finds(index, figures), documents, visibility, recent, analyzer, () -> heard);
  }

  /**
   * Begins. To be called on the context, after it was made to listen to the feed.
   *
   * @param position from where batches come at the latest
   */
  public void start(Position position) {
    heard = position;
  }

  public QueryFigures figures() {
    return figures;
  }

  /**
   * Lets a listener hear of a query's members from now on: of all that it has as soon as known. It
   * fails with {@link TooManyQueriesException} where there can't be another query.
   */
  public void attach(
      QueryKey key, Collection collection, Query query, MembershipListener listener) {
    context.runOnContext(nothing -> add(key, collection, query, listener));
  }

  /**
   * Calls {@code done} once listeners have been told of lists that have every write answered before
   * this call. For any thread.
   *
   * @param done called on the queries' context
   */
  public void whenFresh(Collection collection, Runnable done) {
    long[] revs = answered.revs();
    context.runOnContext(
        nothing ->
            awaited.add(
                collection.name(),
                revs,
                reading ? null : heard,
                answered.patience().toMillis(),
                done));
  }

  private void add(QueryKey key, Collection collection, Query query, MembershipListener listener) {
    StandingQuery standing = queries.get(key);
    if (standing == null && !makeRoom()) {
      listener.failed(new TooManyQueriesException(maxQueries));
      return;
    }
    if (standing == null) {
      CollectionQueries others =
          collections.computeIfAbsent(
              collection.name(), name -> new CollectionQueries(collection, tools.analyzer()));
      standing = new StandingQuery(key, collection, query, others.members(), tools.analyzer());
      queries.put(key, standing);
      others.add(standing);
      figures.queries(queries.size());
      resync(standing);
    }
    unwatched.remove(standing);
    standing.add(listener);
  }

  private boolean makeRoom() {
    if (queries.size() >= maxQueries && !unwatched.isEmpty()) {
      drop(unwatched.getFirst());
    }
    return queries.size() < maxQueries;
  }

  /** Lets a listener hear no more, once what is on its way has arrived. */
  public void detach(QueryKey key, MembershipListener listener) {
    context.runOnContext(
        nothing -> {
          StandingQuery query = queries.get(key);
          if (query != null && query.remove(listener)) {
            unwatched.add(query);
            vertx.setTimer(LINGER_MS, id -> dropIfUnwatched(query));
          }
        });
  }

  /** Clients that lost their connection come back, and ask for the same. */
  private void dropIfUnwatched(StandingQuery query) {
    if (!query.isWatched() && queries.get(query.key()) == query) {
      drop(query);
    }
  }

  private void drop(StandingQuery query) {
    queries.remove(query.key());
    unwatched.remove(query);
    CollectionQueries others = collections.get(query.collection().name());
    if (others != null) {
      others.remove(query);
    }
    query.endResync();
    changed.remove(query);
    figures.queries(queries.size());
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    context.runOnContext(nothing -> take(batch));
  }

  @Override
  public void onGap(Position position) {
    context.runOnContext(nothing -> beginAgain(position));
  }

  @Override
  public void onEpoch(Position position) {
    context.runOnContext(nothing -> beginAgain(position));
  }

  private void beginAgain(Position position) {
    gaps++;
    heard = position;
    visibility.clear();
    collections.values().forEach(this::resync);
  }

  private void take(ChangeBatch batch) {
    heard = batch.position();
    for (Change change : batch.changes()) {
      recent.add(change.key());
      Collection collection = catalog.get(change.key().collection());
      if (collection != null && queriesOf(collection) != null) {
        touched.add(collection, change);
      }
    }
    next();
  }

  private @Nullable CollectionQueries queriesOf(Collection collection) {
    CollectionQueries of = collections.get(collection.name());
    return of == null || of.all().isEmpty() ? null : of;
  }

  /** Reads what has changed by now, whatever number of batches it came in, one read at a time. */
  private void next() {
    Position now = heard;
    if (!reading && now != null) {
      awaited.look(now);
    }
    if (reading || touched.isEmpty()) {
      return;
    }
    reading = true;
    Collection collection = catalog.require(touched.first());
    Map<String, FieldSet> fields = touched.take(collection.name(), DOCUMENTS_AT_ONCE);
    CollectionQueries concerned = queriesOf(collection);
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
              publish();
              reading = false;
              next();
            })
        .onFailure(
            failure -> {
              log.debug("live queries wait for {}: {}", collection, failure.getMessage());
              vertx.setTimer(RETRY_MS, id -> read(collection, concerned, fields));
            });
  }

  /** A fault of ours is not to stop all live queries: those it may have cut short begin anew. */
  private void consider(
      Collection collection,
      CollectionQueries concerned,
      List<DocumentState> states,
      Map<String, FieldSet> fields) {
    try {
      for (DocumentState state : states) {
        consider(concerned, state, fields);
      }
    } catch (RuntimeException e) {
      log.error("Changes of {} could not be held against its live queries", collection, e);
      resync(concerned);
    }
  }

  private void consider(
      CollectionQueries concerned, DocumentState state, Map<String, FieldSet> fields) {
    DocumentKey key = state.key();
    documents.considered(key, state.rev());
    int held =
        concerned.consider(state, fields.getOrDefault(key.id(), FieldSet.EMPTY), changed::add);
    figures.considered(held);
  }

  private void publish() {
    for (StandingQuery query : changed) {
      if (query.isPublished()) {
        query.publish();
      }
      times.plan(query);
    }
    changed.clear();
  }

  private void resync(CollectionQueries all) {
    all.forget();
    List.copyOf(all.all()).forEach(this::resync);
  }

  private void resync(StandingQuery query) {
    Position from = heard;
    if (from != null && queries.get(query.key()) == query) {
      Resync begun = new Resync(query, from, tools, this);
      query.begin(begun);
      of(query).unsettled(query);
      begun.start();
    }
  }

  private CollectionQueries of(StandingQuery query) {
    return Objects.requireNonNull(collections.get(query.collection().name()));
  }

  @Override
  public void changed(StandingQuery query) {
    query.publish();
  }

  @Override
  public void done(StandingQuery query) {
    query.endResync();
    of(query).settled(query);
    times.plan(query);
  }

  @Override
  public void failed(StandingQuery query, Throwable reason) {
    drop(query);
    query.fail(reason);
  }
}
