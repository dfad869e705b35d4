/**
 * Merchandising: the documents that a shop pins and hides for a search text.
 *
 * <ul>
 *   <li>A rule is a document of an ordinary collection, which another collection names in its file.
 *   <li>A {@link dev.tidegate.merchandising.RuleBook} has the rules of one such collection in
 *       memory, and for each search text the {@link dev.tidegate.merchandising.Arrangement} of all
 *       its rules.
 *   <li>The {@link dev.tidegate.merchandising.RuleFollower} fills the books from the store and
 *       reads a rule again after each change that the feed brings. The write of a rule through this
 *       gateway is answered after the book has it.
 *   <li>{@link dev.tidegate.merchandising.Merchandising} answers searches and live queries.
 * </ul>
 *
 * <p>Books can be used on any thread. The follower belongs to one context.
 */
@NullMarked
package dev.tidegate.merchandising;

import org.jspecify.annotations.NullMarked;
