package dev.tidegate.http;

/** What is open on all event loops together. */
public record Traffic(Connections connections, InFlight inFlight) {}
