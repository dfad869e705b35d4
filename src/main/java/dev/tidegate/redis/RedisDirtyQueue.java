package dev.tidegate.redis;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.search.DirtyQueue;
import dev.tidegate.search.Indexer;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** One shard's queue for the index. To be used on its link's context. */
public final class RedisDirtyQueue implements DirtyQueue {
  private static final Script LEASE = Script.load("lease");
  private static final Script RELEASE = Script.load("release");
  private static final Script UNDIRTY = Script.load("undirty");
  private static final Script REFUSE = Script.load("refuse");
  private static final Script MARK_ALL = Script.load("mark-all");
  private static final Script BACKLOG = Script.load("backlog");

  private static final int MARKED_AT_ONCE = 1_000;
  private static final int MAX_REASON_LENGTH = 500;

  private final RedisLink link;
  private final Keys keys;
  private final int shard;
  private final String holder;

  /**
   * @param holder names this gateway, unlike any other
   */
  public RedisDirtyQueue(RedisLink link, RedisSettings settings, int shard, String holder) {
    this.link = link;
    this.keys = new Keys(settings.prefix());
    this.shard = shard;
    this.holder = holder;
  }

  @Override
  public Future<Boolean> acquireLease() {
    return link.eval(LEASE, List.of(keys.lease(shard)), List.of(holder, Indexer.LEASE.toMillis()))
        .map(reply -> reply.toInteger() == 1);
  }

  @Override
  public Future<Void> releaseLease() {
    return link.eval(RELEASE, List.of(keys.lease(shard)), List.of(holder)).mapEmpty();
  }

  @Override
  public Future<List<Entry>> oldest(int limit) {
    Request request =
        Request.cmd(Command.ZRANGE).arg(keys.dirty(shard)).arg(0).arg(limit - 1).arg("WITHSCORES");
    return link.send(request).map(RedisDirtyQueue::entries);
  }

  @Override
  public Future<Void> done(List<Entry> entries) {
    List<Object> args = new ArrayList<>(2 * entries.size());
    for (Entry entry : entries) {
      args.add(entry.key());
      args.add(entry.rev());
    }
    return evalUnlessEmpty(UNDIRTY, args);
  }

  @Override
  public Future<Void> refuse(List<Refusal> refusals) {
    List<Object> args = new ArrayList<>(3 * refusals.size());
    for (Refusal refusal : refusals) {
      String reason = refusal.reason();
      args.add(refusal.entry().key());
      args.add(refusal.entry().rev());
      args.add(reason.substring(0, Math.min(MAX_REASON_LENGTH, reason.length())));
    }
    return evalUnlessEmpty(REFUSE, args);
  }

  @Override
  public Future<Void> markAll(Collection collection) {
    return markAfter("", collection.name());
  }

  @Override
  public Future<Backlog> backlog() {
    return link.eval(BACKLOG, queues(), List.of())
        .map(
            reply ->
                new Backlog(reply.get(0).toLong(), reply.get(1).toLong(), reply.get(2).toLong()));
  }

  private Future<Void> markAfter(String last, String collection) {
    List<String> touched =
        List.of(keys.ids(shard, collection), keys.dirty(shard), keys.clock(shard));
    return link.eval(MARK_ALL, touched, List.of(collection, last, MARKED_AT_ONCE))
        .map(Response::toString)
        .compose(next -> next.isEmpty() ? Future.succeededFuture() : markAfter(next, collection));
  }

  private Future<Void> evalUnlessEmpty(Script script, List<Object> args) {
    return args.isEmpty() ? Future.succeededFuture() : link.eval(script, queues(), args).mapEmpty();
  }

  private List<String> queues() {
    return List.of(keys.dirty(shard), keys.refused(shard));
  }

  private static List<Entry> entries(Response flat) {
    List<Entry> entries = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      DocumentKey key = DocumentKey.parse(flat.get(i).toString());
      entries.add(new Entry(key, (long) Double.parseDouble(flat.get(i + 1).toString())));
    }
    return entries;
  }
}
