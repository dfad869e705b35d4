package dev.tidegate.http;

/** The routes of one part of the API. */
@FunctionalInterface
public interface RouteGroup {
  /** Adds the routes. Groups are asked in order: a path must come before a path that covers it. */
  void addTo(Routes routes);
}
