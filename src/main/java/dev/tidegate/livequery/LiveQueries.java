package dev.tidegate.livequery;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.match.KnownWords;
import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
public final class LiveQueries implements FeedListener, Memberships {
  private static final Logger log = LoggerFactory.getLogger(LiveQueries.class);
  private static final long LINGER_MS = 15_000;
  private static final long KNOWN_WORDS_BYTES = 64 << 20;

  /**
   * Sources of the documents and their order. Used on the context of the queries.
   *
   * @param queues of all shards
   * @param rules that pin and hide members
   */
  public record Sources(
      DocumentReader reader, DocumentSearch index, List<DirtyQueue> queues, Merchandising rules) {}

  private final Vertx vertx;
  private final Context context;
  private final Resync.Tools tools;
  private final Visibility visibility;
  private final ChangeIntake intake;
  private final ResyncTimes times;
  private final QueryFigures figures = new QueryFigures();
  private final QueryAllowance allowance;
  private final Map<QueryKey, LiveQuery> queries = new HashMap<>();
  private final SequencedSet<LiveQuery> unwatched = new LinkedHashSet<>();
  private final Map<String, CollectionQueries> collections = new HashMap<>();
  private final AnsweredWrites answered;
  private final Merchandising rules;

  /** Those that rules can apply to, by the name of the rules. */
  private final Map<String, Set<LiveQuery>> ruled = new HashMap<>();

  private int cost;
  private final Resync.Listener resyncs = new Resynced();

  /**
   * Creates an empty set of queries.
   *
   * @param context on which to work
   * @param allowance limit on the number of queries
   * @param answered the writes that a list must contain before a new listener receives it
   */
  public LiveQueries(
      Vertx vertx,
      Context context,
      Catalog catalog,
      Sources sources,
      TextAnalyzer analyzer,
      QueryAllowance allowance,
      AnsweredWrites answered) {
    this.vertx = vertx;
    this.context = context;
    this.allowance = allowance;
    this.answered = answered;
    this.rules = sources.rules();
    CurrentDocuments documents = new CurrentDocuments(sources.reader());
    this.intake =
        new ChangeIntake(vertx, catalog, sources.reader(), documents, figures, new Considered());
    this.visibility = new Visibility(vertx, sources.queues(), sources.index(), intake::reached);
    this.times = new ResyncTimes(vertx, this::resync);
    this.tools =
        new Resync.Tools(
            vertx,
            new IndexQueries(sources.index(), figures),
            documents,
            visibility,
            intake,
            new KnownWords(analyzer, KNOWN_WORDS_BYTES));
  }

  /**
   * Begins. To be called on the context, after it was made to listen to the feed.
   *
   * @param position from where batches come at the latest
   */
  public void start(Position position) {
    intake.begin(position);
    rules.listen(words -> context.runOnContext(nothing -> rulesChanged(words)));
  }

  private void rulesChanged(String words) {
    for (LiveQuery query : List.copyOf(ruled.getOrDefault(words, Set.of()))) {
      Arrangement now = rules.of(query.collection(), query.query());
      if (!now.equals(query.ruled().rules())) {
        query.arrange(now);
        resync(query);
      }
    }
  }

  public QueryFigures figures() {
    return figures;
  }

  @Override
  public QueryAllowance allowance() {
    return allowance;
  }

  @Override
  public void attach(
      QueryKey key, Collection collection, Query query, MembershipListener listener) {
    context.runOnContext(nothing -> add(key, collection, query, listener));
  }

  /** Calls {@code done} on the context of the queries. */
  @Override
  public void whenFresh(Collection collection, Runnable done) {
    long[] revs = answered.revs();
    context.runOnContext(
        nothing -> intake.whenConsidered(collection, revs, answered.patience().toMillis(), done));
  }

  private void add(QueryKey key, Collection collection, Query query, MembershipListener listener) {
    LiveQuery standing = queries.get(key);
    if (standing == null && !makeRoom(QueryCost.of(query))) {
      listener.failed(new TooManyQueriesException(allowance.maxInAll()));
      return;
    }
    if (standing == null) {
      CollectionQueries others =
          collections.computeIfAbsent(
              collection.name(), name -> new CollectionQueries(collection, tools.words()));
      standing = new LiveQuery(key, collection, query, others.members(), tools.words().analyzer());
      queries.put(key, standing);
      cost += standing.cost();
      others.add(standing);
      addToRuled(standing);
      figures.queries(queries.size());
      resync(standing);
    }
    unwatched.remove(standing);
    standing.add(listener);
  }

  private void addToRuled(LiveQuery query) {
    String words = rules.words(query.collection(), query.query());
    if (words != null) {
      ruled.computeIfAbsent(words, absent -> new HashSet<>()).add(query);
      query.arrange(rules.of(query.collection(), query.query()));
    }
  }

  private void removeFromRuled(LiveQuery query) {
    String words = rules.words(query.collection(), query.query());
    if (words != null) {
      ruled.computeIfPresent(
          words,
          (name, queries) -> {
            queries.remove(query);
            return queries.isEmpty() ? null : queries;
          });
    }
  }

  private boolean makeRoom(int needed) {
    while (cost + needed > allowance.maxInAll() && !unwatched.isEmpty()) {
      drop(unwatched.getFirst());
    }
    return cost + needed <= allowance.maxInAll();
  }

  @Override
  public void detach(QueryKey key, MembershipListener listener) {
    context.runOnContext(
        nothing -> {
          LiveQuery query = queries.get(key);
          if (query == null || !query.remove(listener)) {
            return;
          }
          if (!query.isPublished()) {
            // Its first result is still awaited, by nobody: the search is not worth finishing.
            drop(query);
          } else {
            unwatched.add(query);
            vertx.setTimer(LINGER_MS, id -> dropIfUnwatched(query));
          }
        });
  }

  /** Clients that lost their connection come back, and ask for the same. */
  private void dropIfUnwatched(LiveQuery query) {
    if (!query.isWatched() && queries.get(query.key()) == query) {
      drop(query);
    }
  }

  private void drop(LiveQuery query) {
    queries.remove(query.key());
    cost -= query.cost();
    unwatched.remove(query);
    removeFromRuled(query);
    CollectionQueries others = collections.get(query.collection().name());
    if (others != null) {
      others.remove(query);
    }
    query.endResync();
    figures.queries(queries.size());
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    context.runOnContext(
        nothing -> {
          try {
            intake.take(batch);
          } catch (RuntimeException e) {
            log.error("Batch not applied to live queries position={}", batch.position(), e);
            beginAgain(batch.position());
          }
        });
  }

  @Override
  public void onGap(Position position) {
    context.runOnContext(nothing -> beginAgain(position));
  }

  @Override
  public Future<Void> settled() {
    Promise<Void> settled = Promise.promise();
    context.runOnContext(nothing -> settled.complete());
    return settled.future();
  }

  @Override
  public void onEpoch(Position position) {
    context.runOnContext(nothing -> beginAgain(position));
  }

  private void beginAgain(Position position) {
    intake.begin(position);
    visibility.clear();
    collections.values().forEach(this::resync);
  }

  /** Evaluates all queries of a collection again, as its synonyms have changed. For any thread. */
  public void synonymsChanged(Collection collection) {
    context.runOnContext(
        nothing -> {
          CollectionQueries all = collections.get(collection.name());
          if (all != null) {
            all.analyzeAgain();
            resync(all);
          }
        });
  }

  private void resync(CollectionQueries all) {
    all.forget();
    List.copyOf(all.all()).forEach(this::resync);
  }

  private void resync(LiveQuery query) {
    Position from = intake.reached();
    if (from != null && queries.get(query.key()) == query) {
      Resync begun = new Resync(query, from, tools, resyncs);
      query.begin(begun);
      begun.start();
    }
  }

  /** Applies the results of evaluated changes. */
  private final class Considered implements ChangeIntake.Queries {
    @Override
    public @Nullable CollectionQueries of(Collection collection) {
      CollectionQueries all = collections.get(collection.name());
      return all == null || all.all().isEmpty() ? null : all;
    }

    @Override
    public void changed(Set<LiveQuery> changed) {
      for (LiveQuery query : changed) {
        if (query.isPublished()) {
          query.publish();
        }
        times.plan(query);
      }
    }

    @Override
    public void mistaken(CollectionQueries all) {
      resync(all);
    }
  }

  /** Applies the results of the index. */
  private final class Resynced implements Resync.Listener {
    @Override
    public void changed(LiveQuery query) {
      query.publish();
    }

    @Override
    public void done(LiveQuery query) {
      query.endResync();
      times.plan(query);
    }

    @Override
    public void failed(LiveQuery query, Throwable reason) {
      drop(query);
      query.fail(reason);
    }
  }
}
