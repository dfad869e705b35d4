package dev.tidegate.live;

import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Events on their way to one stream or to many, encoded once.
 *
 * @param before the place in the log in front of them
 */
record EventBatch(Position before, List<Event> events) {

  /**
   * One change.
   *
   * @param position the place in the log after it
   */
  record Event(int shard, Position position, byte[] message) {
    boolean isIn(Position passed) {
      return position.rev(shard) <= passed.rev(shard);
    }
  }

  long bytes() {
    long bytes = 0;
    for (Event event : events) {
      bytes += event.message().length;
    }
    return bytes;
  }

  /** Those that a client at that place has not had. */
  EventBatch after(Position passed) {
    List<Event> news = new ArrayList<>(events.size());
    for (Event event : events) {
      if (!event.isIn(passed)) {
        news.add(event);
      }
    }
    return news.size() == events.size() ? this : new EventBatch(before, news);
  }
}
