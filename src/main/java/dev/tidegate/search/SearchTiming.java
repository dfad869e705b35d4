package dev.tidegate.search;

/**
 * Durations of the parts of a search, in nanoseconds.
 *
 * @param find waiting for the index
 * @param read waiting for documents
 * @param total of all parts
 */
public record SearchTiming(long find, long read, long total) {}
