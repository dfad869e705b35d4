/**
 * Tests with many faults at once. {@link dev.tidegate.chaos.ChaosIT} runs writers and clients
 * against two gateways while a schedule of faults, a pure function of the seed, hits the servers
 * behind them. Then it compares everything with the state of the store.
 */
@NullMarked
package dev.tidegate.chaos;

import org.jspecify.annotations.NullMarked;
