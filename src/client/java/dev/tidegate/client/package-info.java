/**
 * The JVM client of a gateway's REST API. It depends on the JDK, Jackson, and the JSpecify
 * annotations.
 *
 * <ul>
 *   <li>{@link dev.tidegate.client.TidegateClient} owns the connections and the retry policy.
 *   <li>{@link dev.tidegate.client.CollectionClient} reads and writes the documents of a
 *       collection.
 *   <li>{@link dev.tidegate.client.BulkStream} sends many writes in bulk requests.
 *   <li>{@link dev.tidegate.client.TidegateException} is the failure of a request: a problem from
 *       the gateway, or no response.
 * </ul>
 *
 * <p>Data flow: a {@code CollectionClient} describes a request as an {@code ApiRequest}. A {@code
 * RetryingSender} sends it until the result is final. The {@code ConnectionPool} limits the
 * concurrent requests.
 *
 * <p>Threads: all methods are thread-safe and return without blocking. Futures complete on the
 * executor of the client.
 */
@NullMarked
package dev.tidegate.client;

import org.jspecify.annotations.NullMarked;
