package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Shards;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reader of documents, with one script call for each shard. */
public final class RedisDocumentReader implements DocumentReader {
  private static final Script READ = Script.load("read");

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;

  public RedisDocumentReader(RedisLink link, RedisConfig config, Shards shards) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
  }

  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    Map<Integer, List<Integer>> placesByShard = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      int shard = shards.of(new DocumentKey(collection.name(), ids.get(i)));
      placesByShard.computeIfAbsent(shard, s -> new ArrayList<>()).add(i);
    }
    DocumentState[] states = new DocumentState[ids.size()];
    List<Future<Void>> reads = new ArrayList<>(placesByShard.size());
    placesByShard.forEach(
        (shard, places) -> reads.add(readShard(collection, shard, ids, places, states)));
    return Future.all(reads).map(all -> Arrays.asList(states));
  }

  @Override
  public Future<Long> latest() {
    List<Future<Response>> clocks = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      clocks.add(link.send(Request.cmd(Command.GET).arg(keys.clock(shard))));
    }
    return Future.all(clocks)
        .map(
            all ->
                clocks.stream()
                    .map(Future::result)
                    .mapToLong(clock -> clock == null ? 0 : clock.toLong())
                    .max()
                    .orElse(0));
  }

  private Future<Void> readShard(
      Collection collection,
      int shard,
      List<String> ids,
      List<Integer> places,
      DocumentState[] states) {
    List<String> names = new ArrayList<>(places.size() + 1);
    names.add(keys.clock(shard));
    for (int place : places) {
      names.add(keys.document(shard, new DocumentKey(collection.name(), ids.get(place))));
    }
    return link.eval(READ, names, List.of())
        .map(
            reply -> {
              long clock = reply.get(0).toLong();
              for (int i = 0; i < places.size(); i++) {
                int place = places.get(i);
                DocumentKey key = new DocumentKey(collection.name(), ids.get(place));
                states[place] = state(collection, key, clock, reply.get(i + 1));
              }
              return null;
            });
  }

  private static DocumentState state(
      Collection collection, DocumentKey key, long clock, Response flat) {
    if (flat.size() == 0) {
      return new DocumentState(key, clock, null);
    }
    Map<String, byte[]> values = new LinkedHashMap<>();
    long rev = 0;
    for (int i = 0; i < flat.size(); i += 2) {
      String name = flat.get(i).toString();
      if (name.equals("_rev")) {
        rev = flat.get(i + 1).toLong();
      } else {
        values.put(name, flat.get(i + 1).toBytes());
      }
    }
    return new DocumentState(key, rev, Values.of(collection, values));
  }
}
