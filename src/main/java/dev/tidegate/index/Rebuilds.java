package dev.tidegate.index;

import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds of indices that are missing, were made for another schema or from another store, or were
 * requested. One gateway of a store does them; the next one continues from the same place. Confined
 * to one context; {@link #progress} is for any thread.
 */
public final class Rebuilds {
  private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
  private static final long TICK_MS = Indexer.LEASE.dividedBy(4).toMillis();

  /** Interval between two searches for indices that nobody needs. */
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Total progress of the running rebuilds. */
  public record Progress(int running, long documents, long indexed) {
    static final Progress NONE = new Progress(0, 0, 0);
  }

  private final IndexTools tools;
  private final EventLoop loop;
  private final RebuildNeed need;
  private final Map<String, Rebuild> running = new HashMap<>();
  private volatile Progress progress = Progress.NONE;
  private @Nullable String lastTrouble;
  private List<String> followed = List.of();
  private boolean leading;
  private boolean ticking;
  private boolean sweeping;
  private long sweptNanos;
  private long timer;
  private @Nullable Promise<Void> stopping;

  /** Creates the rebuilds of the event loop of {@code tools}; {@link #start} starts them. */
  public Rebuilds(IndexTools tools) {
    this.tools = tools;
    this.loop = tools.loop();
    this.need = new RebuildNeed(tools.index(), tools.clock());
  }

  /** Begins. Needs neither the store nor the index to be there yet. */
  public void start() {
    loop.execute(
        () -> {
          timer = loop.every(TICK_MS, this::tick);
          tick();
        });
  }

  /** Leaves what is under way to other gateways. */
  public Future<Void> stop() {
    Promise<Void> stopped = Promise.promise();
    loop.execute(
        () -> {
          stopping = stopped;
          loop.cancel(timer);
          running.values().forEach(Rebuild::cancel);
          if (!ticking) {
            resign();
          }
        });
    return stopped.future();
  }

  public Progress progress() {
    return progress;
  }

  private void resign() {
    Promise<Void> stopped = stopping;
    if (stopped != null) {
      (leading ? tools.ledger().resign() : Future.<Void>succeededFuture())
          .onComplete(resigned -> stopped.complete());
    }
  }

  private void tick() {
    if (ticking) {
      return;
    }
    ticking = true;
    tools
        .ledger()
        .lead()
        .compose(this::led)
        .compose(v -> states())
        .compose(states -> follow(states).map(states))
        .compose(
            states -> {
              progress = sum(states);
              return leading && stopping == null
                  ? tools.ledger().epoch().compose(epoch -> manage(states, epoch))
                  : Future.succeededFuture();
            })
        .onComplete(
            done -> {
              ticking = false;
              report(done.succeeded() ? null : Credentials.reason(done.cause()));
              resign();
            });
  }

  private Future<Void> led(boolean now) {
    boolean before = leading;
    leading = now;
    if (!now) {
      running.values().forEach(Rebuild::cancel);
      return Future.succeededFuture();
    }
    if (before) {
      return Future.succeededFuture();
    }
    // Only once it is known what there is may one lead.
    leading = false;
    return tools
        .index()
        .examine()
        .compose(
            found ->
                Future.all(
                    tools.catalog().collections().stream().map(tools::deleteLeftOver).toList()))
        .map(
            deleted -> {
              leading = true;
              sweptNanos = System.nanoTime();
              return null;
            });
  }

  /**
   * Deletes what nobody needs, now and then: Elasticsearch may finish a creation long after the
   * gateway stopped to wait for it.
   */
  private void sweep() {
    long now = System.nanoTime();
    if (sweeping || now - sweptNanos < SWEEP_NANOS) {
      return;
    }
    sweeping = true;
    sweptNanos = now;
    Future.join(tools.catalog().collections().stream().map(tools::deleteLeftOver).toList())
        .onComplete(done -> sweeping = false);
  }

  private Future<List<@Nullable RebuildState>> states() {
    List<Future<@Nullable RebuildState>> states = new ArrayList<>();
    tools.catalog().collections().forEach(c -> states.add(tools.ledger().last(c)));
    return Future.all(states).map(all -> all.list());
  }

  /** Refreshes the searched indices, also on gateways that do not lead: a rebuild replaces them. */
  private Future<Void> follow(List<@Nullable RebuildState> states) {
    List<String> ended = new ArrayList<>();
    for (RebuildState state : states) {
      ended.add(state == null || state.phase().isActive() ? "" : state.id());
    }
    return ended.equals(followed)
        ? Future.succeededFuture()
        : tools.index().examine().onSuccess(found -> followed = ended).mapEmpty();
  }

  private Future<Void> manage(List<@Nullable RebuildState> states, String epoch) {
    sweep();
    List<Future<Void>> begun = new ArrayList<>();
    List<Collection> collections = tools.catalog().collections();
    for (int i = 0; i < collections.size(); i++) {
      Collection collection = collections.get(i);
      RebuildState state = states.get(i);
      if (state != null && state.phase().isActive()) {
        resume(collection, state);
      } else {
        begun.add(beginIfNeeded(collection, state, epoch));
      }
    }
    return Future.all(begun).mapEmpty();
  }

  private Future<Void> beginIfNeeded(
      Collection collection, @Nullable RebuildState last, String epoch) {
    RebuildState state = need.of(collection, last, epoch);
    return state == null
        ? Future.succeededFuture()
        : tools
            .ledger()
            .begin(collection, state)
            .onSuccess(
                begun -> {
                  if (begun) {
                    resume(collection, state);
                  }
                })
            .mapEmpty();
  }

  private void resume(Collection collection, RebuildState state) {
    if (running.containsKey(collection.name())) {
      return;
    }
    if (state.index().isEmpty()) {
      log.info("Index rebuild started collection={} cause={}", collection, state.cause().label());
    }
    Rebuild rebuild = new Rebuild(tools, collection, state);
    running.put(collection.name(), rebuild);
    rebuild
        .run()
        .onSuccess(
            v ->
                log.info(
                    "Index rebuild finished collection={} index={}",
                    collection,
                    rebuild.state().index()))
        .recover(failure -> settle(rebuild, failure))
        .onComplete(done -> running.remove(collection.name()));
  }

  private Future<Void> settle(Rebuild rebuild, Throwable failure) {
    String message =
        failure instanceof SearchUnavailableException unavailable
            ? unavailable.detail()
            : failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return switch (failure) {
      case Rebuild.SupersededException superseded -> Future.succeededFuture();
      case IndexRefusedException refused -> {
        log.error("Index rebuild failed cause={}", Credentials.reason(failure));
        yield rebuild.abandon(message);
      }
      default -> {
        report(Credentials.reason(failure));
        yield rebuild.troubled(message);
      }
    };
  }

  /** Logs each trouble once. */
  private void report(@Nullable String trouble) {
    if (trouble != null && stopping == null && !trouble.equals(lastTrouble)) {
      log.warn("Index rebuilds interrupted cause={}", trouble);
    }
    lastTrouble = trouble == null && !running.isEmpty() ? lastTrouble : trouble;
  }

  private static Progress sum(List<@Nullable RebuildState> states) {
    Progress sum = Progress.NONE;
    for (RebuildState state : states) {
      if (state != null && state.phase().isActive()) {
        sum =
            new Progress(
                sum.running() + 1,
                sum.documents() + state.documents(),
                sum.indexed() + state.indexed());
      }
    }
    return sum;
  }
}
