package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Refusal;
import dev.tidegate.index.DirtyQueue.Seen;
import dev.tidegate.index.DocumentIndex.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acknowledges the outcomes of taken documents to their queues. */
final class QueueAck {
  private static final Logger log = LoggerFactory.getLogger(QueueAck.class);

  private final Map<DirtyQueue, List<Seen>> done = new LinkedHashMap<>();
  private final Map<DirtyQueue, List<Refusal>> refused = new LinkedHashMap<>();
  private String retried = "";

  /**
   * Adds the outcome of a document.
   *
   * @param outcome {@code null} if the document was not read
   */
  void add(DirtyQueue queue, Seen document, @Nullable Outcome outcome) {
    switch (outcome) {
      case Outcome.Done ignored ->
          done.computeIfAbsent(queue, q -> new ArrayList<>()).add(document);
      case Outcome.Retry retry -> retried = document.key() + ": " + retry.reason();
      case Outcome.Refused refusal -> {
        refused
            .computeIfAbsent(queue, q -> new ArrayList<>())
            .add(new Refusal(document, refusal.reason()));
      }
      case null -> retried = document.key() + ": not read";
    }
  }

  Future<Void> apply() {
    List<Future<Void>> settled = new ArrayList<>();
    done.forEach((queue, documents) -> settled.add(queue.done(documents)));
    refused.forEach((queue, refusals) -> settled.add(queue.refuse(refusals)));
    logRejected();
    return Future.all(settled).mapEmpty();
  }

  /** Logs all rejections at once, as a changed schema can reject very many. */
  private void logRejected() {
    refused.values().stream()
        .findFirst()
        .map(List::getFirst)
        .ifPresent(
            first ->
                log.warn(
                    "Documents rejected by the index count={} first={} cause={}",
                    refused.values().stream().mapToInt(List::size).sum(),
                    first.document().key(),
                    first.reason()));
  }

  /** Returns the number of completed documents. */
  int done() {
    return done.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Returns the reason why one of the remaining documents is tried again; empty if none remains.
   */
  String retried() {
    return retried;
  }
}
