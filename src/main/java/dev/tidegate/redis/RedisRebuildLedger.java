package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.RebuildLedger;
import dev.tidegate.index.RebuildState;
import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ledger of rebuilds: one hash for each collection. Confined to the context of its link. */
public final class RedisRebuildLedger implements RebuildLedger {
  private static final Script LEASE = Script.load("lease");
  private static final Script RELEASE = Script.load("release");
  private static final Script BEGIN = Script.load("rebuild-begin");
  private static final Script SAVE = Script.load("rebuild-save");

  private static final List<String> FIELDS =
      List.of(
          "id",
          "phase",
          "cause",
          "started",
          "finished",
          "index",
          "documents",
          "indexed",
          "shard",
          "after",
          "trouble");

  private final RedisLink link;
  private final Keys keys;
  private final String holder;

  /**
   * Creates a ledger.
   *
   * @param holder unique name of this gateway
   */
  public RedisRebuildLedger(RedisLink link, RedisConfig config, String holder) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.holder = holder;
  }

  @Override
  public Future<Boolean> lead() {
    List<Object> args = List.of(holder, Indexer.LEASE.toMillis());
    return link.eval(LEASE, List.of(keys.rebuildLease()), args)
        .map(reply -> reply.toInteger() == 1);
  }

  @Override
  public Future<Void> resign() {
    return link.eval(RELEASE, List.of(keys.rebuildLease()), List.of(holder)).mapEmpty();
  }

  @Override
  public Future<String> epoch() {
    return link.send(Request.cmd(Command.HGET).arg(keys.meta()).arg("epoch"))
        .map(epoch -> epoch == null ? "" : epoch.toString());
  }

  @Override
  public Future<@Nullable RebuildState> last(Collection collection) {
    Request fields = Request.cmd(Command.HMGET).arg(keys.rebuild(collection.name()));
    FIELDS.forEach(fields::arg);
    return link.send(fields).map(RedisRebuildLedger::state);
  }

  @Override
  public Future<Boolean> begin(Collection collection, RebuildState state) {
    return link.eval(BEGIN, List.of(keys.rebuild(collection.name())), fields(state))
        .map(reply -> reply.toInteger() == 1);
  }

  @Override
  public Future<Boolean> save(Collection collection, RebuildState state) {
    List<Object> args = new ArrayList<>(List.of(holder, state.id()));
    args.addAll(fields(state));
    return link.eval(SAVE, List.of(keys.rebuildLease(), keys.rebuild(collection.name())), args)
        .map(reply -> reply.toInteger() == 1);
  }

  private static List<Object> fields(RebuildState state) {
    String trouble = state.trouble();
    List<Object> values =
        List.of(
            state.id(),
            state.phase().label(),
            state.cause().label(),
            state.startedMicros(),
            state.finishedMicros(),
            state.index(),
            state.documents(),
            state.indexed(),
            state.shard(),
            state.after(),
            trouble == null ? "" : trouble);
    List<Object> fields = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      fields.add(FIELDS.get(i));
      fields.add(values.get(i));
    }
    return fields;
  }

  private static @Nullable RebuildState state(Response values) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      if (values.get(i) != null) {
        fields.put(FIELDS.get(i), values.get(i).toString());
      }
    }
    if (fields.isEmpty()) {
      return null;
    }
    String trouble = text(fields, "trouble");
    return new RebuildState(
        text(fields, "id"),
        RebuildState.Phase.valueOf(text(fields, "phase").toUpperCase(Locale.ROOT)),
        RebuildState.Cause.valueOf(text(fields, "cause").toUpperCase(Locale.ROOT)),
        number(fields, "started"),
        number(fields, "finished"),
        text(fields, "index"),
        number(fields, "documents"),
        number(fields, "indexed"),
        (int) number(fields, "shard"),
        text(fields, "after"),
        trouble.isEmpty() ? null : trouble);
  }

  private static String text(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }
}
