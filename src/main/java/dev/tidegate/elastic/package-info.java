/**
 * The adapter to the index. All use of {@code co.elastic} is here and implements the ports of
 * {@code search}: {@code DocumentSearch} finds ids, {@code DocumentIndex} writes documents, {@code
 * IndexBuilder} makes new indices, {@code IndexContents} lists the contents of one.
 *
 * <p>A call goes to the typed client, which encodes it, through {@link
 * dev.tidegate.elastic.VertxTransport}, which picks a node, and comes back decoded on the caller's
 * context. Calls may be made from any context.
 */
@NullMarked
package dev.tidegate.elastic;

import org.jspecify.annotations.NullMarked;
