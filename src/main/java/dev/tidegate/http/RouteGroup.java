package dev.tidegate.http;

/** Routes of one part of the API. */
@FunctionalInterface
public interface RouteGroup {
  /** Adds the routes. The first match wins: a path must precede a path that covers it. */
  void addTo(Routes routes);
}
