package dev.tidegate.replay;

/**
 * A line that could not be replayed.
 *
 * @param line in the file, from 1, the header included
 */
record LineError(long line, String reason) {}
