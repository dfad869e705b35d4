package dev.tidegate.replay;

/** Listener to the progress of a replay, called every second. */
interface ProgressListener {

  /**
   * Receives the progress.
   *
   * @param total number of lines to read
   */
  void onProgress(Counts counts, long total);
}
