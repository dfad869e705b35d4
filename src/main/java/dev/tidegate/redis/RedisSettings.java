package dev.tidegate.redis;

import java.time.Duration;

/**
 * How to reach and use the store.
 *
 * @param url {@code redis://[user:password@]host:port[/db]}, {@code rediss://} for TLS
 * @param prefix begins every key
 * @param commandTimeout a connection that answers nothing for so long is given up
 * @param maxInFlight commands a connection may wait for; more are refused at once
 * @param logLength entries kept at least of each shard's change log
 * @param rememberKeys how long answers are remembered under their idempotency keys
 */
public record RedisSettings(
    String url,
    String prefix,
    Duration commandTimeout,
    int maxInFlight,
    int logLength,
    Duration rememberKeys) {}
