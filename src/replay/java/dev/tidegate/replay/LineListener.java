package dev.tidegate.replay;

import org.jspecify.annotations.Nullable;

/** A callback for the end of each line, on the thread of the lanes. */
interface LineListener {

  /**
   * Receives the end of a line.
   *
   * @param result null after a failure
   * @param failure the reason why the replay can't continue; null for a result
   */
  void onResult(OrderLine line, @Nullable LineResult result, @Nullable Throwable failure);
}
