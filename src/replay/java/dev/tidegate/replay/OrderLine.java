package dev.tidegate.replay;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param number in the file, from 1, the header included
 * @param id the product's
 * @param quantity sold if above 0, given back if below
 * @param pence the unit price, null if the file has 0 or less
 */
record OrderLine(
    long number, String code, String id, long quantity, LocalDateTime time, @Nullable Long pence) {}
