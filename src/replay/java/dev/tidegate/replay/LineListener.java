package dev.tidegate.replay;

import io.vertx.core.AsyncResult;

/** Hears of each line's end, on the lanes' event loop. */
interface LineListener {

  /**
   * @param result a failure if the replay can't go on
   */
  void onResult(OrderLine line, AsyncResult<LineResult> result);
}
