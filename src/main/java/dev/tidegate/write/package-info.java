/**
 * Writing documents. A body is parsed and checked against the schema into a {@link
 * dev.tidegate.write.WriteCommand}, whose values are canonical JSON fragments; the {@link
 * dev.tidegate.write.DocumentStore} decides and applies it at once and answers with a {@link
 * dev.tidegate.write.WriteResult}. A bulk goes through {@link dev.tidegate.write.BulkWriter}, which
 * sends a shard's commands in groups and gives the results back in order. All on the caller's
 * context.
 */
@NullMarked
package dev.tidegate.write;

import org.jspecify.annotations.NullMarked;
