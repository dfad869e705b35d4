package dev.tidegate.client;

/**
 * Limits of a {@link BulkStream}.
 *
 * @param maxLines writes in one request
 * @param maxBytes bytes in one request; a longer write is sent alone
 * @param maxQueuedBytes bytes that wait for a request
 */
public record BulkOptions(int maxLines, int maxBytes, long maxQueuedBytes) {
  /** 1,000 writes or 1 MiB in a request, 4 MiB that wait. */
  public static final BulkOptions DEFAULT = new BulkOptions(1_000, 1 << 20, 4 << 20);

  /** Checks the limits. */
  public BulkOptions {
    if (maxLines < 1 || maxBytes < 1 || maxQueuedBytes < 1) {
      throw new IllegalArgumentException("Invalid bulk limits. Use 1 or more.");
    }
  }

  BulkOptions withoutQueueLimit() {
    return new BulkOptions(maxLines, maxBytes, Long.MAX_VALUE);
  }
}
