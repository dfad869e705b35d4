package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.Turns;
import dev.tidegate.write.WriteService;

/**
 * What the bulks of one event loop share.
 *
 * @param maxLineBytes limit of one line
 * @param budget bytes of all request bodies of the gateway
 * @param spools disk of all bulks of the gateway
 */
public record BulkParts(
    WriteService writes, int maxLineBytes, ByteBudget budget, SpoolSpace spools, Turns turns) {}
