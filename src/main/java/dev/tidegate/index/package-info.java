/**
 * Maintenance of the search index, which is derived data.
 *
 * <ol>
 *   <li>A write marks its document in the {@link dev.tidegate.index.DirtyQueue} of its shard.
 *   <li>The {@link dev.tidegate.index.Indexer} of the gateway that holds the lease takes the oldest
 *       entries, reads the current documents, and sends them to the {@link
 *       dev.tidegate.index.DocumentIndex} (one {@link dev.tidegate.index.IndexRound}).
 *   <li>A document leaves the queue if it is still at the revision that was read.
 * </ol>
 *
 * <p>{@link dev.tidegate.index.Rebuilds} creates an index for a new schema or a new store: a {@link
 * dev.tidegate.index.Rebuild} fills it through the {@link dev.tidegate.index.IndexBuilder} while
 * indexers write to the old and the new index, and records its progress in the {@link
 * dev.tidegate.index.RebuildLedger}. A {@link dev.tidegate.index.Verification} compares the index
 * with the store. Everything belongs to the context of its {@link dev.tidegate.index.IndexTools}.
 */
@NullMarked
package dev.tidegate.index;

import org.jspecify.annotations.NullMarked;
