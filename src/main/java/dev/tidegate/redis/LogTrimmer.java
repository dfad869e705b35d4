package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Shards;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removal of old changes from the log. Their age is measured by the clock of the store, because the
 * clocks of gateways can differ. Writes limit the length of the log.
 */
public final class LogTrimmer {
  private static final Logger log = LoggerFactory.getLogger(LogTrimmer.class);
  private static final Script TRIM = Script.load("trim");

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;
  private final Duration age;

  public LogTrimmer(RedisLink link, RedisConfig config, Shards shards, Duration age) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
    this.age = age;
  }

  /** Trims the log of every shard. A failed shard is trimmed the next time. */
  public void trim() {
    List<Long> micros = List.of(TimeUnit.MILLISECONDS.toMicros(age.toMillis()));
    for (int shard = 0; shard < shards.count(); shard++) {
      String key = keys.log(shard);
      link.eval(TRIM, List.of(key), micros)
          .onFailure(
              failure ->
                  log.warn("Log not trimmed key={} cause={}", key, Credentials.reason(failure)));
    }
  }
}
