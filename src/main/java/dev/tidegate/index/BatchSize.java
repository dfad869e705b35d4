package dev.tidegate.index;

/**
 * Number of documents per batch. It bounds the number of documents and, by the size of the last
 * ones, their bytes.
 */
final class BatchSize {
  private static final double FIRST_GUESS_BYTES = 16 * 1024;
  private static final double WEIGHT = 0.3;

  private final int maxDocuments;
  private final int maxBytes;
  private double averageBytes = FIRST_GUESS_BYTES;

  BatchSize(int maxDocuments, int maxBytes) {
    this.maxDocuments = maxDocuments;
    this.maxBytes = maxBytes;
  }

  int documents() {
    return Math.clamp((long) (maxBytes / Math.max(1, averageBytes)), 1, maxDocuments);
  }

  void seen(int documents, long bytes) {
    if (documents > 0) {
      double seen = (double) bytes / documents;
      // Growth counts at once: it is what the bound is for.
      averageBytes = seen > averageBytes ? seen : averageBytes + WEIGHT * (seen - averageBytes);
    }
  }
}
