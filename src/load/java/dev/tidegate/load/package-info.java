/**
 * The load harness: a client that knows only the external contract of the gateway.
 *
 * <p>{@link dev.tidegate.load.Load} reads a scenario file and runs it: prepare (documents,
 * sessions), warm-up, measurement, drain, reconciliation, report. All traffic goes through {@link
 * dev.tidegate.load.Loop}s, one thread each, on plain NIO: the sessions and requests of a loop, and
 * its {@link dev.tidegate.load.Stats}, are confined to its thread. Once a second the main thread
 * collects the new statistics of each loop.
 *
 * <p>Arrivals are a pure function of their index ({@link dev.tidegate.load.Schedule}) and latency
 * counts from the planned moment, so that a stall of the gateway delays no measurement. A
 * delivery's latency counts from its revision, which is the store's clock in microseconds.
 */
@NullMarked
package dev.tidegate.load;

import org.jspecify.annotations.NullMarked;
