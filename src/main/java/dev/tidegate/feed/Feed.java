package dev.tidegate.feed;

import dev.tidegate.model.Change;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.OutcomeUnknownException;
import dev.tidegate.model.Position;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows the log from where it ends at the start. Confined to one context.
 *
 * <p>Memory is bounded in bytes: a slice of the log has a bounded size, and after {@value
 * #MAX_UNSETTLED} bytes the feed waits until its listeners have processed them.
 */
public final class Feed {
  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int SLICE_BYTES = 1 << 20;
  private static final long MAX_UNSETTLED = 8 << 20;
  private static final long RETRY_MS = 100;
  private static final long PROOF_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Vertx vertx;
  private final Context context;
  private final ChangeLog changes;
  private final FeedStatus status;
  private final FeedListener listener;
  private @Nullable Position position;
  private boolean proven;
  private long provenNanos;
  private long unsettled;
  private boolean stopped;
  private String lastFailure = "";

  public Feed(
      Vertx vertx, Context context, ChangeLog changes, FeedStatus status, FeedListener listener) {
    this.vertx = vertx;
    this.context = context;
    this.changes = changes;
    this.status = status;
    this.listener = listener;
  }

  /**
   * Begins to follow.
   *
   * @return where it begins; fails where the store can't be asked
   */
  public Future<Position> start() {
    return changes
        .tip()
        .onSuccess(
            tip -> {
              advanceTo(tip);
              proven();
              context.runOnContext(nothing -> step());
            });
  }

  public void stop() {
    stopped = true;
  }

  /** Checks the identity of the store after a reconnect, before its entries are trusted. */
  public void reconnected() {
    proven = false;
    status.interrupted();
  }

  private void step() {
    Position from = position;
    if (stopped || from == null) {
      return;
    }
    // Composed, so that an exception is a failure, too, and the feed does not end with it.
    Future<Void> round =
        Future.succeededFuture().compose(nothing -> isProven() ? follow(from) : prove(from));
    round
        .compose(nothing -> settle())
        .onComplete(
            done -> {
              if (done.succeeded()) {
                lastFailure = "";
                context.runOnContext(nothing -> step());
              } else if (!stopped) {
                status.interrupted();
                logFailure(done.cause());
                vertx.setTimer(
                    RETRY_MS + ThreadLocalRandom.current().nextLong(RETRY_MS), id -> step());
              }
            });
  }

  /** An unavailable store is for the connection to report. Anything else is a fault. */
  private void logFailure(Throwable failure) {
    String reason = Credentials.reason(failure);
    boolean expected =
        failure instanceof StoreUnavailableException || failure instanceof OutcomeUnknownException;
    log.atLevel(expected || reason.equals(lastFailure) ? Level.DEBUG : Level.ERROR)
        .log("Feed interrupted cause={}", reason);
    lastFailure = reason;
  }

  /** Entries prove the shards that they are of; those that are quiet need to be asked for. */
  private boolean isProven() {
    return proven && System.nanoTime() - provenNanos < PROOF_NANOS;
  }

  private void proven() {
    proven = true;
    provenNanos = System.nanoTime();
  }

  private Future<Void> follow(Position from) {
    return changes
        .awaitAfter(from, SLICE_BYTES, PATIENCE)
        .compose(slice -> slice.entries().isEmpty() ? prove(from) : accept(from, slice));
  }

  /** Compares our position with the log's end. */
  private Future<Void> prove(Position from) {
    return changes
        .tip()
        .compose(
            tip -> {
              if (!tip.epoch().equals(from.epoch())) {
                return replaced(tip);
              }
              if (isBehind(tip, from)) {
                log.warn("Store lost the end of its log store={} feed={}", tip, from);
                return changes.renewEpoch(from.epoch()).compose(renewed -> prove(from));
              }
              proven();
              if (tip.equals(from)) {
                status.confirmed();
                return Future.succeededFuture();
              }
              return catchUp(from, tip);
            });
  }

  /** Continues after the position of the feed: the entries exist, or they were trimmed. */
  private Future<Void> catchUp(Position from, Position tip) {
    return changes
        .readAfter(from, SLICE_BYTES)
        .compose(
            slice ->
                slice.entries().isEmpty()
                    ? gap(tip)
                    : accept(from, slice).compose(accepted -> checkHoles(tip, slice)));
  }

  /** A shard of which nothing more was there, short of where its log ended, has lost entries. */
  private Future<Void> checkHoles(Position tip, LogSlice slice) {
    Position reached = position;
    if (reached == null || !reached.epoch().equals(tip.epoch())) {
      return Future.succeededFuture();
    }
    for (int shard = 0; shard < tip.shards(); shard++) {
      if (reached.rev(shard) < tip.rev(shard) && !slice.unfinished().contains(shard)) {
        log.warn(
            "Log trimmed beyond the position of the feed shard={} position={}",
            shard,
            reached.rev(shard));
        return gap(reached.later(tip));
      }
    }
    return Future.succeededFuture();
  }

  private Future<Void> settle() {
    if (unsettled < MAX_UNSETTLED) {
      return Future.succeededFuture();
    }
    unsettled = 0;
    Promise<Void> settled = Promise.promise();
    // Listeners complete on contexts of their own.
    listener.settled().onComplete(done -> context.runOnContext(nothing -> settled.complete()));
    return settled.future();
  }

  private Future<Void> accept(Position from, LogSlice slice) {
    unsettled += slice.bytes();
    List<Change> batch = new ArrayList<>(slice.entries().size());
    long[] revs = from.revs();
    for (LogEntry entry : slice.entries()) {
      if (!entry.readable()) {
        Position before = new Position(from.epoch(), revs.clone());
        deliver(batch, from, before);
        revs[entry.shard()] = entry.rev();
        gap(new Position(from.epoch(), revs.clone()));
        return accept(position(), slice.after(entry));
      }
      if (entry.previousRev() != revs[entry.shard()]) {
        log.warn(
            "Log entry missing shard={} expected={} entry={} previous={}",
            entry.shard(),
            revs[entry.shard()],
            entry.rev(),
            entry.previousRev());
        deliver(batch, from, new Position(from.epoch(), revs));
        // A previous revision that the feed never saw means that entries are missing. An older one
        // means that the store lost the end of its log and continued without it: delivered changes
        // no longer exist.
        boolean rewound = entry.previousRev() < revs[entry.shard()];
        Future<Void> renewed =
            rewound ? changes.renewEpoch(from.epoch()) : Future.succeededFuture();
        return renewed
            .compose(nothing -> changes.tip())
            .compose(tip -> tip.epoch().equals(from.epoch()) ? gap(tip) : replaced(tip));
      }
      revs[entry.shard()] = entry.rev();
      Change change = entry.change();
      if (change != null) {
        batch.add(change);
      }
    }
    deliver(batch, from, new Position(from.epoch(), revs));
    confirm(slice, revs);
    return Future.succeededFuture();
  }

  /** A shard that holds more is confirmed up to the date of the last change read of it. */
  private void confirm(LogSlice slice, long[] revs) {
    OptionalLong reached = slice.unfinished().stream().mapToLong(shard -> revs[shard]).min();
    if (reached.isPresent()) {
      status.confirmedUpTo(Revisions.time(reached.getAsLong()));
    } else {
      status.confirmed();
    }
  }

  private void deliver(List<Change> batch, Position from, Position reached) {
    advanceTo(reached);
    // An empty one as well, where entries were passed over: positions name places behind them.
    if (!reached.equals(from)) {
      listener.onChanges(new ChangeBatch(batch, from, reached));
    }
  }

  private Future<Void> gap(Position tip) {
    advanceTo(tip);
    listener.onGap(tip);
    return Future.succeededFuture();
  }

  private Future<Void> replaced(Position tip) {
    log.warn("Content of the store replaced epoch={}", tip.epoch());
    advanceTo(tip);
    proven();
    listener.onEpoch(tip);
    return Future.succeededFuture();
  }

  private Position position() {
    return Objects.requireNonNull(position);
  }

  private void advanceTo(Position reached) {
    position = reached;
    status.reached(reached);
  }

  private static boolean isBehind(Position tip, Position reached) {
    for (int shard = 0; shard < tip.shards(); shard++) {
      if (tip.rev(shard) < reached.rev(shard)) {
        return true;
      }
    }
    return false;
  }
}
