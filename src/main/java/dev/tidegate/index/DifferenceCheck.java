package dev.tidegate.index;

import dev.tidegate.index.Difference.Kind;
import dev.tidegate.index.DirtyQueue.Standing;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Separates real differences from apparent ones, as both sides change while they are read. The
 * order of the reads decides. A state that was in the store and is not in the queue afterwards must
 * then be in the index. The store, read last, must contain everything that the index contained.
 */
final class DifferenceCheck {

  /**
   * Result of a check.
   *
   * @param explained states of the documents that are expected to differ
   */
  record Result(List<Difference> differences, List<Standing> explained) {}

  private final IndexTools tools;
  private final IndexContents contents;
  private final Collection collection;

  DifferenceCheck(IndexTools tools, IndexContents contents, Collection collection) {
    this.tools = tools;
    this.contents = contents;
    this.collection = collection;
  }

  Future<Result> at(List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(new Result(List.of(), List.of()));
    }
    return tools
        .documents()
        .read(collection, ids)
        .compose(
            before ->
                standing(ids)
                    .compose(
                        standing ->
                            contents
                                .revisions(collection, ids)
                                .compose(
                                    indexed ->
                                        tools
                                            .documents()
                                            .read(collection, ids)
                                            .map(
                                                after ->
                                                    judge(before, standing, indexed, after)))));
  }

  private Future<Map<String, Standing>> standing(List<String> ids) {
    Map<Integer, List<DocumentKey>> byShard = new LinkedHashMap<>();
    for (String id : ids) {
      DocumentKey key = new DocumentKey(collection.name(), id);
      byShard.computeIfAbsent(tools.shards().of(key), s -> new ArrayList<>()).add(key);
    }
    Map<String, Standing> standing = new LinkedHashMap<>();
    List<Future<Void>> answers = new ArrayList<>();
    byShard.forEach(
        (shard, keys) ->
            answers.add(
                tools
                    .queues()
                    .get(shard)
                    .standing(keys)
                    .map(
                        all -> {
                          for (int i = 0; i < keys.size(); i++) {
                            standing.put(keys.get(i).id(), all.get(i));
                          }
                          return null;
                        })));
    return Future.all(answers).map(v -> standing);
  }

  private static Result judge(
      List<DocumentState> before,
      Map<String, Standing> standing,
      Map<String, Long> indexed,
      List<DocumentState> after) {
    List<Difference> differences = new ArrayList<>();
    List<Standing> explained = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      String id = before.get(i).key().id();
      long indexRev = indexed.getOrDefault(id, 0L);
      Kind kind = kind(before.get(i), indexRev, after.get(i));
      Standing stands = standing.getOrDefault(id, Standing.SETTLED);
      if (kind != null && kind != Kind.NEWER && stands != Standing.SETTLED) {
        explained.add(stands);
      } else if (kind != null) {
        long rev = after.get(i).exists() ? after.get(i).rev() : 0;
        differences.add(new Difference(id, kind, rev, indexRev));
      }
    }
    return new Result(differences, explained);
  }

  private static @Nullable Kind kind(DocumentState before, long indexRev, DocumentState after) {
    if (indexRev > after.rev()) {
      return Kind.NEWER;
    }
    if (!before.exists()) {
      return indexRev > 0 && !after.exists() ? Kind.STRAY : null;
    }
    if (indexRev >= before.rev() || !after.exists()) {
      return null;
    }
    return indexRev == 0 ? Kind.MISSING : Kind.OLDER;
  }
}
