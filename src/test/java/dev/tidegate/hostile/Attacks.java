package dev.tidegate.hostile;

import java.util.List;

/** Every attack of the suite. */
final class Attacks {
  private Attacks() {}

  static List<Attack> all() {
    return List.of(
        new RepeatedIds(),
        new LargeAnswers(),
        new UnfinishedBodies(),
        new UnreadBulk(),
        new LargeLines(),
        new SilentConnections(),
        new WideQueries(),
        new LargeEvents(),
        new EndlessMessage(),
        new EqualHashes());
  }
}
