package dev.tidegate.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Scan of the members of a hash or sorted set that belong to a collection, page by page. Members
 * that are added or removed meanwhile may be missing, and a member may be returned twice.
 */
final class Scan {
  private static final int PAGE = 500;

  private final RedisLink link;
  private final Command command;
  private final String key;
  private final String pattern;

  /** Member and its value or score. */
  record Member(String name, String value) {}

  private Scan(RedisLink link, Command command, String key, String collection) {
    this.link = link;
    this.command = command;
    this.key = key;
    this.pattern = collection + "/*";
  }

  static Scan hash(RedisLink link, String key, String collection) {
    return new Scan(link, Command.HSCAN, key, collection);
  }

  static Scan sortedSet(RedisLink link, String key, String collection) {
    return new Scan(link, Command.ZSCAN, key, collection);
  }

  /** Passes each page to {@code visitor}, the next one when its result completes. */
  Future<Void> forEach(Function<List<Member>, Future<?>> visitor) {
    Promise<Void> done = Promise.promise();
    page("0", visitor, done);
    return done.future();
  }

  private void page(String cursor, Function<List<Member>, Future<?>> visitor, Promise<Void> done) {
    link.send(
            Request.cmd(command)
                .arg(key)
                .arg(cursor)
                .arg("MATCH")
                .arg(pattern)
                .arg("COUNT")
                .arg(PAGE))
        .compose(reply -> visitor.apply(members(reply.get(1))).map(reply.get(0).toString()))
        .onFailure(done::fail)
        .onSuccess(
            next -> {
              if (next.equals("0")) {
                done.complete();
              } else {
                page(next, visitor, done);
              }
            });
  }

  private static List<Member> members(Response flat) {
    List<Member> members = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      members.add(new Member(flat.get(i).toString(), flat.get(i + 1).toString()));
    }
    return members;
  }
}
