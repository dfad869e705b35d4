package dev.tidegate.merchandising;

import dev.tidegate.read.DocumentReader;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteListener;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Reads written rules into memory before the response, so that the next search on this gateway
 * applies them. Confined to one context.
 */
public final class RuleWrites implements WriteListener {
  private final Merchandising rules;
  private final DocumentReader reader;

  /**
   * Creates a listener.
   *
   * @param reader returns at least the state that the results confirm
   */
  public RuleWrites(Merchandising rules, DocumentReader reader) {
    this.rules = rules;
    this.reader = reader;
  }

  /** A rule that can't be read now arrives with the feed. */
  @Override
  public Future<Void> onResults(List<WriteCommand> commands, List<WriteResult> results) {
    if (rules.isEmpty()) {
      return DONE;
    }
    IdentityHashMap<RuleBook, List<String>> written = new IdentityHashMap<>();
    for (WriteResult result : results) {
      RuleBook book = rules.book(result.key().collection());
      if (book != null && result instanceof WriteResult.Written) {
        written.computeIfAbsent(book, none -> new ArrayList<>()).add(result.key().id());
      }
    }
    return written.isEmpty()
        ? DONE
        : Future.join(
                written.entrySet().stream()
                    .map(entry -> read(entry.getKey(), entry.getValue()))
                    .toList())
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private Future<Void> read(RuleBook book, List<String> ids) {
    long epoch = book.epoch();
    return reader
        .read(book.collection(), ids)
        .onSuccess(states -> book.apply(states, epoch))
        .mapEmpty();
  }
}
