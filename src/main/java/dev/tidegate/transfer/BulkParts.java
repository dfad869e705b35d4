package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.Turns;
import dev.tidegate.write.WriteService;

/**
 * Parts that the bulk requests of one event loop share.
 *
 * @param maxLineBytes limit of one line
 * @param budget bytes of all request bodies of the gateway
 * @param spools disk space of all bulk requests of the gateway
 */
public record BulkParts(
    WriteService writes, int maxLineBytes, ByteBudget budget, SpoolSpace spools, Turns turns) {}
