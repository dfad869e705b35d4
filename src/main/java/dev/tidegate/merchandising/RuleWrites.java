package dev.tidegate.merchandising;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the write of a rule after the rule is in memory, so that the next search through this
 * gateway applies it. Confined to one context.
 */
public final class RuleWrites implements DocumentStore {
  private final DocumentStore store;
  private final Merchandising rules;
  private final DocumentReader reader;

  /**
   * @param reader whose reads include every write that {@code store} has answered
   */
  public RuleWrites(DocumentStore store, Merchandising rules, DocumentReader reader) {
    this.store = store;
    this.rules = rules;
    this.reader = reader;
  }

  @Override
  public int shards() {
    return store.shards();
  }

  @Override
  public int shardOf(DocumentKey key) {
    return store.shardOf(key);
  }

  @Override
  public Future<List<WriteResult>> write(List<WriteCommand> commands) {
    Future<List<WriteResult>> written = store.write(commands);
    return commands.stream().anyMatch(command -> rules.book(command.key().collection()) != null)
        ? written.compose(results -> read(results).map(results))
        : written;
  }

  /** A rule that can't be read now comes with the feed. */
  private Future<Void> read(List<WriteResult> results) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    for (WriteResult result : results) {
      if (result instanceof WriteResult.Written) {
        DocumentKey key = result.key();
        written.computeIfAbsent(key.collection(), name -> new ArrayList<>()).add(key.id());
      }
    }
    List<Future<Void>> reads = new ArrayList<>();
    written.forEach(
        (name, ids) -> {
          RuleBook book = rules.book(name);
          if (book != null) {
            reads.add(read(book, ids));
          }
        });
    return Future.join(reads).<Void>mapEmpty().otherwiseEmpty();
  }

  private Future<Void> read(RuleBook book, List<String> ids) {
    long epoch = book.epoch();
    return reader
        .read(book.collection(), ids)
        .onSuccess(states -> book.apply(states, epoch))
        .mapEmpty();
  }
}
