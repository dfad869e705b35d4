package dev.tidegate.live;

/** State of a session, in this order: open, leaving, closed. */
sealed interface SessionState {

  record Open() implements SessionState {
    Leaving leave() {
      return new Leaving();
    }
  }

  /** The client was asked to reconnect. Its subscriptions continue until the socket closes. */
  record Leaving() implements SessionState {}

  record Closed() implements SessionState {}
}
