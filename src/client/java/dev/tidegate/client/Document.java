package dev.tidegate.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document in the state of one revision.
 *
 * @param doc its fields: all, the selected ones, or after an adjust the adjusted ones
 */
public record Document(String id, long rev, ObjectNode doc) {}
