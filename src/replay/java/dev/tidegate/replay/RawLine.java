package dev.tidegate.replay;

/**
 * A line of a file, without its end.
 *
 * @param number from 1
 */
record RawLine(long number, String text) {}
