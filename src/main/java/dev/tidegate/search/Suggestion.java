package dev.tidegate.search;

import org.jspecify.annotations.Nullable;

/**
 * A completion of what was typed.
 *
 * @param id the document it names, if it names one
 */
public record Suggestion(String text, @Nullable String id) {}
