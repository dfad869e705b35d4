package dev.tidegate.live;

/** Token bucket of a size of ten seconds. */
final class MessageRate {
  private static final int BURST_SECONDS = 10;

  private final int perSecond;
  private double tokens;
  private long at;

  MessageRate(int perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = (double) perSecond * BURST_SECONDS;
    this.at = now;
  }

  /** Takes a token at this time in milliseconds; returns whether there was one. */
  boolean admits(long now) {
    double gained = (now - at) * perSecond / 1_000.0;
    tokens = Math.min((double) perSecond * BURST_SECONDS, tokens + gained);
    at = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
