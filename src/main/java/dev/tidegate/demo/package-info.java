/**
 * Demo shop for first runs: its products, and a simulation of its events.
 *
 * <p>Everything goes to the running gateway over its public HTTP API, like the programs of a back
 * office: {@code Assortment -> ProductGenerator -> TidegateClient} once, to fill empty collections;
 * then {@code Simulator -> Market -> MovementSender} until the gateway stops, at a fixed rate. One
 * context runs all of it.
 */
@NullMarked
package dev.tidegate.demo;

import org.jspecify.annotations.NullMarked;
