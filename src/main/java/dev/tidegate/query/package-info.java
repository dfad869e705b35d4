/**
 * A search as a value, and the syntaxes in which clients write one.
 *
 * <ul>
 *   <li>{@link dev.tidegate.query.SearchParameters}: the parameters of a URL.
 *   <li>{@link dev.tidegate.query.QueryJson}: the {@code query} object of a subscription.
 *   <li>{@link dev.tidegate.query.SearchQuery}: the page that either of them asks for.
 *   <li>{@link dev.tidegate.query.QueryDigest}: a short name that equal queries share.
 * </ul>
 *
 * <p>Invalid input fails with {@link dev.tidegate.model.InvalidInputException}, which names every
 * wrong parameter or member. All classes are immutable or confined to one call.
 */
@NullMarked
package dev.tidegate.query;

import org.jspecify.annotations.NullMarked;
