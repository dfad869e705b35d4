package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.index.DeadLetters;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Shards;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rejected documents of all shards. Confined to the context of its link. */
public final class RedisDeadLetters implements DeadLetters {
  private static final Script RETRY = Script.load("retry");

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;

  public RedisDeadLetters(RedisLink link, RedisConfig config, Shards shards) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
  }

  @Override
  public Future<Page> list(Collection collection, int limit) {
    List<DeadLetter> letters = new ArrayList<>();
    long[] total = {0};
    Future<Void> all = Future.succeededFuture();
    for (int shard = 0; shard < shards.count(); shard++) {
      Scan refused = Scan.hash(link, keys.refused(shard), collection.name());
      all =
          all.compose(
              v ->
                  refused.forEach(
                      page -> {
                        total[0] += page.size();
                        page.stream()
                            .limit(limit - letters.size())
                            .forEach(member -> letters.add(letter(member)));
                        return Future.succeededFuture();
                      }));
    }
    return all.map(v -> new Page(letters, total[0]));
  }

  @Override
  public Future<Long> retry(Collection collection, List<String> ids) {
    Map<Integer, List<Object>> byShard = new LinkedHashMap<>();
    for (String id : ids) {
      DocumentKey key = new DocumentKey(collection.name(), id);
      byShard.computeIfAbsent(shards.of(key), s -> new ArrayList<>()).add(key);
    }
    return sum(byShard.entrySet().stream().map(e -> retry(e.getKey(), e.getValue())).toList());
  }

  @Override
  public Future<Long> retryAll(Collection collection) {
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < shards.count(); i++) {
      int shard = i;
      long[] count = {0};
      counts.add(
          Scan.hash(link, keys.refused(shard), collection.name())
              .forEach(
                  page ->
                      retry(shard, page.stream().map(member -> (Object) member.name()).toList())
                          .onSuccess(found -> count[0] += found))
              .map(v -> count[0]));
    }
    return sum(counts);
  }

  private Future<Long> retry(int shard, List<Object> documents) {
    List<String> touched = List.of(keys.dirty(shard), keys.clock(shard), keys.refused(shard));
    return documents.isEmpty()
        ? Future.succeededFuture(0L)
        : link.eval(RETRY, touched, documents).map(reply -> reply.toLong());
  }

  private static Future<Long> sum(List<Future<Long>> counts) {
    return Future.all(counts)
        .map(all -> counts.stream().mapToLong(count -> count.result().longValue()).sum());
  }

  private static DeadLetter letter(Scan.Member member) {
    String[] parts = member.value().split(" ", 3);
    return new DeadLetter(
        DocumentKey.parse(member.name()).id(),
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        parts[2]);
  }
}
