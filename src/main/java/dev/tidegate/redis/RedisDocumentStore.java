package dev.tidegate.redis;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Shards;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Writes through the {@code write} script: one call decides, applies and logs. */
public final class RedisDocumentStore implements DocumentStore {
  private static final Script WRITE = Script.load("write");

  /** How far the store's clock may be ahead of ours: a revision can't be taken back. */
  private static final Duration MAX_SKEW = Duration.ofHours(1);

  private final RedisLink link;
  private final Catalog catalog;
  private final Keys keys;
  private final Shards shards;
  private final InstantSource clock;
  private final RedisSettings settings;

  public RedisDocumentStore(
      RedisLink link, RedisSettings settings, Catalog catalog, Shards shards, InstantSource clock) {
    this.link = link;
    this.catalog = catalog;
    this.keys = new Keys(settings.prefix());
    this.shards = shards;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public int shards() {
    return shards.count();
  }

  @Override
  public int shardOf(DocumentKey key) {
    return shards.of(key);
  }

  @Override
  public Future<List<WriteResult>> write(int shard, List<WriteCommand> commands) {
    WriteArguments arguments =
        new WriteArguments(catalog, keys, shard)
            .with(Revisions.at(clock.instant().plus(MAX_SKEW)))
            .with(settings.rememberKeys().toMillis())
            .with(settings.logLength());
    commands.forEach(arguments::with);
    return link.eval(WRITE, arguments.keys(), arguments.values())
        .map(reply -> results(commands, reply));
  }

  private static List<WriteResult> results(List<WriteCommand> commands, Response reply) {
    List<WriteResult> results = new ArrayList<>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      results.add(result(commands.get(i).key(), reply.get(i)));
    }
    return results;
  }

  private static WriteResult result(DocumentKey key, Response reply) {
    String outcome = reply.get(0).toString();
    long rev = reply.get(1).toLong();
    String extra = reply.get(2).toString();
    return switch (outcome) {
      case "created", "written" ->
          new WriteResult.Written(key, rev, outcome.equals("created"), extra);
      case "missing" -> new WriteResult.NotFound(key);
      case "mismatch" -> new WriteResult.RevisionMismatch(key, rev);
      case "bounds" -> new WriteResult.OutOfBounds(key, rev, extra);
      case "reused" -> new WriteResult.KeyReused(key);
      case "clock" ->
          new WriteResult.Refused(key, "the store's clock is too far ahead: it draws " + rev);
      default -> new WriteResult.Refused(key, extra);
    };
  }
}
