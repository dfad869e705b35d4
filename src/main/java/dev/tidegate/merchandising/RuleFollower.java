package dev.tidegate.merchandising;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.model.Change;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Position;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules in memory current: reads all of them at the start and after a gap in the feed,
 * and each one that changes. It reads one batch at a time. The feed's calls may come on any thread;
 * everything else happens on its context.
 */
public final class RuleFollower implements FeedListener {
  private static final Logger log = LoggerFactory.getLogger(RuleFollower.class);
  private static final int PAGE = 250;
  private static final long RETRY_MS = 250;

  /** With more changed rules than this, reading all of them is simpler. */
  private static final int MAX_CHANGED = 10_000;

  private final Context context;
  private final Merchandising rules;
  private final DocumentReader reader;
  private final CollectionScan scan;
  private final Map<String, Set<String>> changed = new LinkedHashMap<>();
  private final Promise<Void> loaded = Promise.promise();
  private boolean all = true;
  private boolean busy;
  private String failure = "";

  public RuleFollower(
      Context context, Merchandising rules, DocumentReader reader, CollectionScan scan) {
    this.context = context;
    this.rules = rules;
    this.reader = reader;
    this.scan = scan;
  }

  /**
   * Starts to read all rules. To be called on the context, after the follower was added to the
   * feed's listeners.
   *
   * @return completes when all rules have been read; never fails
   */
  public Future<Void> start() {
    next();
    return loaded.future();
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    Map<String, Set<String>> touched = null;
    for (Change change : batch.changes()) {
      if (rules.book(change.key().collection()) != null) {
        touched = touched == null ? new LinkedHashMap<>() : touched;
        touched
            .computeIfAbsent(change.key().collection(), name -> new LinkedHashSet<>())
            .add(change.key().id());
      }
    }
    if (touched != null) {
      Map<String, Set<String>> found = touched;
      context.runOnContext(nothing -> add(found));
    }
  }

  @Override
  public void onGap(Position position) {
    context.runOnContext(nothing -> readAll());
  }

  @Override
  public void onEpoch(Position position) {
    rules.books().forEach(RuleBook::beginEpoch);
    context.runOnContext(nothing -> readAll());
  }

  private void readAll() {
    all = true;
    changed.clear();
    next();
  }

  private void add(Map<String, Set<String>> touched) {
    touched.forEach(
        (name, ids) -> {
          Set<String> waiting = changed.computeIfAbsent(name, absent -> new LinkedHashSet<>());
          waiting.addAll(ids);
          if (waiting.size() > MAX_CHANGED) {
            all = true;
          }
        });
    next();
  }

  private void next() {
    if (busy || (!all && changed.isEmpty())) {
      return;
    }
    busy = true;
    // Composed, so that an exception is a failure, too.
    Future.succeededFuture()
        .compose(nothing -> all ? loadAll() : readChanged())
        .onComplete(
            done -> {
              busy = false;
              if (done.succeeded()) {
                failure = "";
                next();
              } else {
                report(done.cause());
                context.owner().setTimer(RETRY_MS, id -> next());
              }
            });
  }

  private void report(Throwable cause) {
    String reason = Credentials.reason(cause);
    if (!reason.equals(failure)) {
      log.warn("Merchandising rules not read, trying again cause={}", reason);
    }
    failure = reason;
  }

  /** Loads all rules. Rules that change meanwhile are read again afterwards. */
  private Future<Void> loadAll() {
    all = false;
    changed.clear();
    Future<Void> loading = Future.succeededFuture();
    for (RuleBook book : rules.books()) {
      loading = loading.compose(nothing -> load(book));
    }
    return loading
        .compose(nothing -> count())
        .onSuccess(nothing -> loaded.tryComplete())
        .onFailure(reason -> all = true);
  }

  private Future<Void> load(RuleBook book) {
    book.makeRoom();
    // Rules that the scan no longer lists are read as absent.
    return read(book, book.ids()).compose(nothing -> page(book, 0, ""));
  }

  private Future<Void> page(RuleBook book, int shard, String after) {
    if (shard == scan.shards() || book.isFull()) {
      return Future.succeededFuture();
    }
    return scan.ids(book.collection(), shard, after, PAGE)
        .compose(
            ids ->
                read(book, ids)
                    .compose(
                        nothing ->
                            ids.size() < PAGE
                                ? page(book, shard + 1, "")
                                : page(book, shard, ids.getLast())));
  }

  /** Reads a page of the changed rules of one collection. */
  private Future<Void> readChanged() {
    Map.Entry<String, Set<String>> first = changed.entrySet().iterator().next();
    String name = first.getKey();
    RuleBook book = rules.book(name);
    List<String> ids = first.getValue().stream().limit(PAGE).toList();
    if (book == null || ids.isEmpty()) {
      changed.remove(name);
      return Future.succeededFuture();
    }
    first.getValue().removeAll(ids);
    if (first.getValue().isEmpty()) {
      changed.remove(name);
    }
    return read(book, ids)
        .compose(
            nothing -> {
              // A rule that was left out can take the room of one that is gone.
              all |= book.hasRoomAgain();
              return book.isFull() ? count() : Future.<Void>succeededFuture();
            })
        .onFailure(reason -> add(Map.of(name, new LinkedHashSet<>(ids))));
  }

  private Future<Void> read(RuleBook book, List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    long epoch = book.epoch();
    List<String> page = ids.subList(0, Math.min(PAGE, ids.size()));
    return reader
        .read(book.collection(), page)
        .onSuccess(states -> book.apply(states, epoch))
        .compose(read -> read(book, ids.subList(page.size(), ids.size())));
  }

  /** Counts the rules that are not in the books. */
  private Future<Void> count() {
    List<Future<Long>> counts = new ArrayList<>();
    for (RuleBook book : rules.books()) {
      counts.add(
          book.isFull()
              ? scan.count(book.collection()).map(all -> Math.max(0, all - book.size()))
              : Future.succeededFuture(0L));
    }
    return Future.all(counts)
        .onSuccess(done -> rules.ignored(counts.stream().mapToLong(Future::result).sum()))
        .mapEmpty();
  }
}
