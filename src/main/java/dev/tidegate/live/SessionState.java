package dev.tidegate.live;

/** Where a session is in its life. It only moves on: open, leaving, closed. */
sealed interface SessionState {

  record Open() implements SessionState {
    Leaving leave() {
      return new Leaving();
    }
  }

  /** The client has been told to go elsewhere; what it watches goes on until the socket closes. */
  record Leaving() implements SessionState {}

  record Closed() implements SessionState {}
}
