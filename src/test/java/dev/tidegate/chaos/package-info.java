/**
 * What may go wrong, all at once. {@link dev.tidegate.chaos.ChaosIT} lets writers and clients run
 * against two gateways while a schedule of faults, a pure function of the seed, hits what stands
 * behind them; then everything is compared with what the store holds.
 */
@NullMarked
package dev.tidegate.chaos;

import org.jspecify.annotations.NullMarked;
