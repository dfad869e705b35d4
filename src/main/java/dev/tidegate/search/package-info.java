/**
 * Finding documents, and keeping the index that finds them.
 *
 * <p>A search goes {@code SearchQuery -> DocumentSearch} (ids in order, total, facets), then the
 * read path answers the documents, and those that do not meet the filters any more are left out.
 * The index is derived data: the {@code Indexer} takes the oldest entries of each shard's {@code
 * DirtyQueue}, reads the documents as they are now, and hands them to the {@code DocumentIndex}.
 */
@NullMarked
package dev.tidegate.search;

import org.jspecify.annotations.NullMarked;
