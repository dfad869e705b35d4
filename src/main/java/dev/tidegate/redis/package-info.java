/**
 * The store. Everything that knows {@code io.vertx.redis} lives here and implements ports of the
 * inner packages: {@code DocumentStore} (one Lua script decides, applies and logs a write), {@code
 * DocumentReader}, {@code ChangeLog}, {@code DirtyQueue}, {@code DeadLetters}, {@code
 * RebuildLedger}.
 *
 * <p>A {@link dev.tidegate.redis.RedisLink} belongs to one context: call it there, and its results
 * arrive there.
 */
@NullMarked
package dev.tidegate.redis;

import org.jspecify.annotations.NullMarked;
