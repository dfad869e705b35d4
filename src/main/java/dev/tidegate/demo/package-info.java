/**
 * A shop to look at, for first runs: what it sells, and what happens in it.
 *
 * <p>Everything goes to the running gateway over its public HTTP API, as a back office's programs
 * would: {@code Assortment -> ProductGenerator -> TidegateClient} once, to fill empty collections;
 * then {@code Simulator -> Market -> MovementSender} for as long as it runs, at a rate that does
 * not wait for answers. One context runs all of it.
 */
@NullMarked
package dev.tidegate.demo;

import org.jspecify.annotations.NullMarked;
