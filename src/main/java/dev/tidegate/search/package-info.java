/**
 * Finding documents, and keeping the index that finds them.
 *
 * <p>A search goes {@code SearchQuery -> DocumentSearch} (ids in order, total, facets), then the
 * read path answers the documents, and those that do not meet the filters any more are left out.
 * {@code FreshWrites} adds to a first page what was written a moment ago. The index is derived
 * data: the {@code Indexer} takes the oldest entries of each shard's {@code DirtyQueue}, reads the
 * documents as they are now, and hands them to the {@code DocumentIndex}.
 *
 * <p>{@code Rebuilds} sees to it that each collection has an index for its schema: a {@code
 * Rebuild} fills a new one through the {@code IndexBuilder} while the queues' readers write to
 * both, and notes in the {@code RebuildLedger} how far it is. A {@code Verification} compares both
 * sides. Everything here belongs to the context of its {@code IndexTools}.
 */
@NullMarked
package dev.tidegate.search;

import org.jspecify.annotations.NullMarked;
