package dev.tidegate.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section {@code redis} of {@code gateway.yaml}. */
@Section("Redis, the store of all documents and of the change log.")
public record RedisConfig(
    @Key(
            text =
                "URL of the Redis server. The form is `redis://[user:password@]host[:port][/db]`, or"
                    + " `rediss://…` for TLS. Without a URL, the gateway starts an embedded Redis"
                    + " server.",
            pattern = "rediss?://.+",
            form = "a URL that starts with redis:// or rediss://",
            secret = Key.Secret.CREDENTIALS_OF_URL)
        @Nullable String url,
    @Key(
            text = "Prefix of every Redis key. Gateways with the same prefix share one store.",
            byDefault = "tidegate",
            pattern = "[A-Za-z0-9._-]{1,64}",
            form = "1–64 characters of A-Z a-z 0-9 . _ -")
        String prefix,
    @Key(
            text = "Number of shards of the store. It can't change once the store contains data.",
            byDefault = "8",
            min = "1",
            max = "256")
        int shards,
    @Key(
            text =
                "Maximum time without a response while commands wait. The gateway then closes the"
                    + " connection and reconnects.",
            byDefault = "5s",
            min = "2s",
            max = "1m")
        Duration commandTimeout,
    @Key(
            text =
                "Maximum number of commands that wait for responses on one connection. Requests"
                    + " above the limit receive 503.",
            byDefault = "8192",
            min = "16",
            max = "1000000")
        int maxInFlight,
    @Key(
            text =
                "Minimum number of changes that each shard's log retains. Older changes are removed"
                    + " in steps. Changes older than `redis.log_age` are removed as well.",
            byDefault = "200000",
            min = "100",
            max = "100000000")
        int logLength,
    @Key(
            text =
                "Maximum age of the changes in the log. A client that reconnects later can't resume"
                    + " and starts again from the current state.",
            byDefault = "24h",
            min = "1m",
            max = "8760h")
        Duration logAge,
    @Key(
            text = "Time for which the response to a write is stored under its `Idempotency-Key`.",
            byDefault = "2h",
            min = "1h",
            max = "720h")
        Duration idempotencyTtl,
    @Key(
            text =
                "Path of a PEM file with the CA certificate of a `rediss://` server. It replaces the"
                    + " trust store of the JDK.",
            group = "tls",
            form = "the path of a readable file",
            file = true)
        @Nullable String tlsCa,
    @Key(
            text =
                "Checks of the certificate of a `rediss://` server. `hostname` checks its chain and"
                    + " that it is for the host of the URL, `ca` only its chain, and `none` nothing.",
            group = "tls",
            byDefault = "hostname",
            pattern = "hostname|ca|none",
            form = "hostname, ca, or none")
        String tlsVerify) {

  public RedisConfig {
    SectionSpec section = SectionSpec.of(RedisConfig.class);
    section.check(
        url,
        prefix,
        shards,
        commandTimeout,
        maxInFlight,
        logLength,
        logAge,
        idempotencyTtl,
        tlsCa,
        tlsVerify);
    if (tlsCa != null && tlsVerify.equals("none")) {
      throw new InvalidKeysException(
          section.name(),
          List.of(
              new KeyMistake(
                  List.of("tls.ca", "tls.verify"),
                  "A CA certificate has no effect with tls.verify: none. Remove one of them.")));
    }
  }

  RedisConfig withUrl(String server) {
    return new RedisConfig(
        server,
        prefix,
        shards,
        commandTimeout,
        maxInFlight,
        logLength,
        logAge,
        idempotencyTtl,
        tlsCa,
        tlsVerify);
  }

  /** Returns all values, without the credentials of the URL. */
  @Override
  public String toString() {
    return SectionSpec.of(RedisConfig.class).describe(this);
  }
}
