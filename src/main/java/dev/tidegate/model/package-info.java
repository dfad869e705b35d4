/**
 * The values everything else speaks in: collections and their fields, documents, revisions,
 * changes, positions, queries. Immutable, free of I/O and of Vert.x, usable on any thread.
 *
 * <p>A document's field values are kept as raw JSON fragments in the order of its {@link
 * dev.tidegate.model.Collection}: a write parses them once, and every way out only concatenates.
 */
@NullMarked
package dev.tidegate.model;

import org.jspecify.annotations.NullMarked;
