package dev.tidegate.exchange;

/** What is open on all event loops together. */
public record Traffic(Connections connections, InFlight inFlight) {}
