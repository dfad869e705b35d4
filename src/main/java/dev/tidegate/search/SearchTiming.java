package dev.tidegate.search;

/**
 * Where a search's time went, in nanoseconds.
 *
 * @param find waiting for the index
 * @param read waiting for documents
 * @param total both, and all else
 */
public record SearchTiming(long find, long read, long total) {}
