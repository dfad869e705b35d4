/**
 * Values that all packages use: collections and their fields, documents, revisions, changes,
 * positions, queries, and error codes. Immutable, without I/O and Vert.x, for any thread.
 *
 * <p>The values of a document are raw JSON fragments in the order of its {@link
 * dev.tidegate.model.Collection}: a write parses them once, and responses only concatenate them.
 */
@NullMarked
package dev.tidegate.model;

import org.jspecify.annotations.NullMarked;
