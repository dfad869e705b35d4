package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.Indexer;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Index queue of one shard. Confined to the context of its link. */
public final class RedisDirtyQueue implements DirtyQueue {
  private static final Script LEASE = Script.load("lease");
  private static final Script RELEASE = Script.load("release");
  private static final Script TAKE = Script.load("take");
  private static final Script UNDIRTY = Script.load("undirty");
  private static final Script REFUSE = Script.load("refuse");
  private static final Script MARK = Script.load("mark");
  private static final Script STANDING = Script.load("standing");
  private static final Script WITHDRAW = Script.load("withdraw");
  private static final Script BACKLOG = Script.load("backlog");

  private static final int MAX_REASON_LENGTH = 500;

  private final RedisLink link;
  private final Keys keys;
  private final int shard;
  private final String holder;

  /**
   * Creates a queue.
   *
   * @param holder unique name of this gateway
   */
  public RedisDirtyQueue(RedisLink link, RedisConfig config, int shard, String holder) {
    this.link = link;
    this.keys = new Keys(config.prefix());
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
  public Future<Taken> take(int limit) {
    return link.eval(
            TAKE,
            List.of(keys.dirty(shard), keys.building(shard), keys.clock(shard)),
            List.of(limit))
        .map(
            reply ->
                new Taken(
                    entries(reply.get(1)),
                    reply.get(0).toLong(),
                    pairs(reply.get(2), reply.get(3))));
  }

  @Override
  public Future<Void> done(List<Seen> documents) {
    List<Object> args = new ArrayList<>(3 * documents.size());
    documents.forEach(document -> add(args, document));
    return settle(UNDIRTY, documents, args);
  }

  @Override
  public Future<Void> refuse(List<Refusal> refusals) {
    List<Object> args = new ArrayList<>(4 * refusals.size());
    for (Refusal refusal : refusals) {
      String reason = refusal.reason();
      add(args, refusal.document());
      args.add(reason.substring(0, Math.min(MAX_REASON_LENGTH, reason.length())));
    }
    return settle(REFUSE, refusals.stream().map(Refusal::document).toList(), args);
  }

  private static void add(List<Object> args, Seen document) {
    args.add(document.key());
    args.add(document.upTo());
    args.add(document.existed() ? 1 : 0);
  }

  private Future<Void> settle(Script script, List<Seen> documents, List<Object> args) {
    if (documents.isEmpty()) {
      return Future.succeededFuture();
    }
    List<String> touched = new ArrayList<>(queues());
    documents.forEach(document -> touched.add(keys.document(shard, document.key())));
    return link.eval(script, touched, args).mapEmpty();
  }

  @Override
  public Future<Void> mark(List<DocumentKey> documents) {
    List<String> touched = List.of(keys.dirty(shard), keys.clock(shard));
    return documents.isEmpty()
        ? Future.succeededFuture()
        : link.eval(MARK, touched, documents).mapEmpty();
  }

  @Override
  public Future<List<Standing>> standing(List<DocumentKey> documents) {
    return link.eval(STANDING, queues(), documents)
        .map(reply -> reply.stream().map(RedisDirtyQueue::standing).toList());
  }

  @Override
  public Future<Void> announce(Collection collection, String index) {
    return link.send(
            Request.cmd(Command.HSET).arg(keys.building(shard)).arg(collection.name()).arg(index))
        .mapEmpty();
  }

  @Override
  public Future<Void> withdraw(Collection collection, String index) {
    return link.eval(WITHDRAW, List.of(keys.building(shard)), List.of(collection.name(), index))
        .mapEmpty();
  }

  @Override
  public Future<Backlog> backlog() {
    return link.eval(BACKLOG, queues(), List.of())
        .map(
            reply ->
                new Backlog(reply.get(0).toLong(), reply.get(1).toLong(), reply.get(2).toLong()));
  }

  @Override
  public Future<Backlog> backlogOf(Collection collection) {
    return new CollectionBacklog(link).measure(queues(), collection.name());
  }

  private List<String> queues() {
    return List.of(keys.dirty(shard), keys.refused(shard));
  }

  private static Standing standing(Response letter) {
    return switch (letter.toString()) {
      case "w" -> Standing.WAITING;
      case "r" -> Standing.REFUSED;
      default -> Standing.SETTLED;
    };
  }

  private static List<Entry> entries(Response flat) {
    List<Entry> entries = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      DocumentKey key = DocumentKey.parse(flat.get(i).toString());
      entries.add(new Entry(key, (long) Double.parseDouble(flat.get(i + 1).toString())));
    }
    return entries;
  }

  private static Map<String, String> pairs(Response names, Response values) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      pairs.put(names.get(i).toString(), values.get(i).toString());
    }
    return pairs;
  }
}
