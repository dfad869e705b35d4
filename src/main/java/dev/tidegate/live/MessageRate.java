package dev.tidegate.live;

/** A token bucket that holds ten seconds' worth. */
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

  /** Takes a token if there is one, at this time in milliseconds. */
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
