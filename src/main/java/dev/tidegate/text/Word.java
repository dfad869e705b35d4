package dev.tidegate.text;

/**
 * A word where it stands in its text.
 *
 * @param text as it is compared
 * @param start of its first character in the text it was taken from
 * @param end behind its last
 */
public record Word(String text, int start, int end) {}
