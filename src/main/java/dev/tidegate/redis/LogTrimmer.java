package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops changes that have grown too old from the log. Writes bound its length. */
public final class LogTrimmer {
  private static final Logger log = LoggerFactory.getLogger(LogTrimmer.class);

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;
  private final InstantSource clock;
  private final Duration age;

  public LogTrimmer(
      RedisLink link, RedisConfig config, Shards shards, InstantSource clock, Duration age) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
    this.clock = clock;
    this.age = age;
  }

  /** Trims every shard's log; what fails is done the next time. */
  public void trim() {
    long oldest = Revisions.at(clock.instant().minus(age));
    for (int shard = 0; shard < shards.count(); shard++) {
      link.send(
              Request.cmd(Command.XTRIM)
                  .arg(keys.log(shard))
                  .arg("MINID")
                  .arg("~")
                  .arg(oldest + "-0"))
          .onFailure(failure -> log.debug("a log was not trimmed: {}", failure.getMessage()));
    }
  }
}
