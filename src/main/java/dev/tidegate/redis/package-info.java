/**
 * Adapter to Redis, the store. Only this package uses {@code io.vertx.redis}. It implements ports
 * of the inner packages: {@code DocumentStore} (one Lua script decides on a write, applies it, and
 * logs it), {@code DocumentReader}, {@code ChangeLog}, {@code DirtyQueue}, {@code DeadLetters},
 * {@code RebuildLedger}.
 *
 * <p>A {@link dev.tidegate.redis.RedisLink} belongs to one context. It must be called there, and
 * its results arrive there.
 */
@NullMarked
package dev.tidegate.redis;

import org.jspecify.annotations.NullMarked;
