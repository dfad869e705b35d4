/**
 * Writes, from the body of a request to the script in Redis.
 *
 * <p>A single write ({@code PUT}, {@code PATCH}, {@code DELETE}, {@code POST …/adjust}) takes these
 * steps. A step that is indented is called by the one above it:
 *
 * <ol>
 *   <li>{@code http.WriteHandler} reads the headers into {@link dev.tidegate.write.Conditions},
 *       with {@code exchange.PathParams} and {@code exchange.ETags}.
 *   <li>{@code exchange.BodyReader} collects the body.
 *   <li>{@link dev.tidegate.write.CommandParser} makes a {@link dev.tidegate.write.WriteCommand} of
 *       it:
 *       <ol>
 *         <li>{@link dev.tidegate.write.DocumentParser} checks the JSON ({@code model.ClientJson})
 *             against the schema, and collects all violations.
 *         <li>{@code ValueReader} checks a value and makes it canonical.
 *       </ol>
 *   <li>{@link dev.tidegate.write.WriteService} groups commands into calls.
 *   <li>{@code redis.RedisDocumentStore}, the only {@link dev.tidegate.write.DocumentStore}, sorts
 *       a group by shard.
 *       <ol>
 *         <li>{@code redis.WriteArguments} lays the commands out for the script, with the names of
 *             {@code redis.Keys}.
 *         <li>{@code redis.RedisLink} sends {@code EVALSHA}. The script {@code lua/write.lua}
 *             decides on each write, applies it, and logs it.
 *       </ol>
 * </ol>
 *
 * <p>The {@link dev.tidegate.write.WriteResult}s return the same way. Before the clients, {@code
 * WriteService} notifies each {@link dev.tidegate.write.WriteListener}: the near cache, the recent
 * writes of searches, the lists of live queries, and the merchandising rules. A read that follows
 * the response then includes the write.
 *
 * <p>A line of a bulk request differs in its first and fourth step:
 *
 * <ol>
 *   <li>{@code transfer.BulkExchange} receives the body, and {@code transfer.LineInput} splits it.
 *       {@link dev.tidegate.write.BulkLine} has the members of a line, {@code CommandParser} makes
 *       a command of it.
 *   <li>{@link dev.tidegate.write.BulkWriter} groups the commands of each shard, passes the groups
 *       to {@code WriteService}, and returns the outcomes in the order of the lines.
 * </ol>
 *
 * <p>Everything runs on the context of the request. {@code WritePathTest} checks this description
 * against the code.
 */
@NullMarked
package dev.tidegate.write;

import org.jspecify.annotations.NullMarked;
