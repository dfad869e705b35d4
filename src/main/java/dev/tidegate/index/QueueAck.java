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

/** Tells the queues what became of the documents taken from them. */
final class QueueAck {
  private static final Logger log = LoggerFactory.getLogger(QueueAck.class);

  private final Map<DirtyQueue, List<Seen>> done = new LinkedHashMap<>();
  private final Map<DirtyQueue, List<Refusal>> refused = new LinkedHashMap<>();
  private String retried = "";

  /**
   * @param outcome {@code null} where it was not read
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
    tellRefused();
    return Future.all(settled).mapEmpty();
  }

  /** Once for all, as a changed schema may refuse very many. */
  private void tellRefused() {
    refused.values().stream()
        .findFirst()
        .map(List::getFirst)
        .ifPresent(
            first ->
                log.warn(
                    "{} dead letters; {} is not indexed: {}",
                    refused.values().stream().mapToInt(List::size).sum(),
                    first.document().key(),
                    first.reason()));
  }

  /** How many documents are done with. */
  int done() {
    return done.values().stream().mapToInt(List::size).sum();
  }

  /** Why one of those was left that are to be tried again; empty if none. */
  String retried() {
    return retried;
  }
}
