package dev.tidegate.model;

/** One key of a sort. Documents without the field come last, whichever the direction. */
public record SortOrder(Field field, boolean descending) {}
