package dev.tidegate.text;

/**
 * A term of a text and the words that it is made of.
 *
 * @param term as the index has it
 * @param first place of its first word in the text
 * @param end place behind its last word
 */
public record Span(String term, int first, int end) {}
