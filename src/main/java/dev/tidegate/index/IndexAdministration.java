package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.index.DocumentIndex.Found;
import dev.tidegate.index.RebuildState.Cause;
import dev.tidegate.index.RebuildState.Phase;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Revisions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations of an operator on the index, through any gateway of the store. */
public final class IndexAdministration {
  private final IndexTools tools;
  private final IndexContents contents;

  /**
   * Creates the operations.
   *
   * @param tools of the caller's context
   */
  public IndexAdministration(IndexTools tools, IndexContents contents) {
    this.tools = tools;
    this.contents = contents;
  }

  /**
   * State of a collection's index.
   *
   * @param index name of the searched index; {@code null} if there is none or it is unknown yet
   * @param conflict reason why the index can't be used; {@code null} if it can
   * @param documents in the store
   * @param rebuild the last one; {@code null} if there was none
   * @param oldest age of the oldest change that waits
   */
  public record Report(
      String alias,
      @Nullable String index,
      @Nullable String conflict,
      long documents,
      @Nullable RebuildState rebuild,
      Backlog backlog,
      Duration oldest) {

    /** Returns the current activity: {@code idle} or the phase of a rebuild. */
    public String state() {
      return conflict != null
          ? Phase.FAILED.label()
          : rebuild == null || rebuild.phase() == Phase.FINISHED ? "idle" : rebuild.phase().label();
    }

    /** Returns the reason of a failure or an interruption, if there is one. */
    public @Nullable String reason() {
      return conflict != null || rebuild == null ? conflict : rebuild.trouble();
    }
  }

  /** Has the index rebuilt; empty where it already is. */
  public Future<Optional<RebuildState>> reindex(Collection collection) {
    long now = Revisions.at(tools.clock().instant());
    RebuildState state = RebuildState.begun(Cause.REQUESTED, now);
    return tools
        .ledger()
        .begin(collection, state)
        .map(begun -> begun ? Optional.of(state) : Optional.empty());
  }

  public Future<Report> report(Collection collection) {
    Future<RebuildState> rebuild = tools.ledger().last(collection);
    Future<Long> documents = tools.scan().count(collection);
    List<Future<Backlog>> backlogs =
        tools.queues().stream().map(queue -> queue.backlogOf(collection)).toList();
    return Future.all(rebuild, documents, Future.all(backlogs))
        .map(
            all -> {
              Found found = tools.index().found(collection);
              Backlog backlog =
                  backlogs.stream().map(Future::result).reduce(Backlog.NONE, Backlog::plus);
              return new Report(
                  tools.index().alias(collection),
                  found == null ? null : found.name(),
                  found == null ? null : found.conflict(),
                  documents.result(),
                  rebuild.result(),
                  backlog,
                  age(backlog.oldestRev()));
            });
  }

  private Duration age(long rev) {
    long now = Revisions.at(tools.clock().instant());
    return rev == 0 ? Duration.ZERO : Duration.of(Math.max(0, now - rev), ChronoUnit.MICROS);
  }

  public DeadLetters deadLetters() {
    return tools.deadLetters();
  }

  /**
   * Compares store and index.
   *
   * @param repair whether what differs is to be put right
   */
  public Verification verification(Collection collection, boolean repair) {
    return new Verification(tools, contents, collection, repair);
  }
}
