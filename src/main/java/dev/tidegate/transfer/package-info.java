/**
 * Requests and responses of any length: many documents in, many documents out.
 *
 * <ul>
 *   <li>{@code BulkExchange} writes lines as they arrive. {@code BulkResults} sends their results,
 *       and spools to disk ({@code Spool}) what the client does not read yet.
 *   <li>{@code MultiGet} and {@code Export} read documents in slices of some hundred kilobytes
 *       ({@code SlicedRead}), and the next slice when the client has read the last one.
 * </ul>
 *
 * <p>Everything is confined to the event loop of its request, except for the files, which worker
 * threads write and read.
 */
@NullMarked
package dev.tidegate.transfer;

import org.jspecify.annotations.NullMarked;
