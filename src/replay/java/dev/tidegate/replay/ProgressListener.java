package dev.tidegate.replay;

/** Hears every second how far a replay is. */
interface ProgressListener {

  /**
   * @param total lines there are to read
   */
  void onProgress(Counts counts, long total);
}
