package dev.tidegate.wire;

/**
 * Reason for the end of a session. 44xx mirror HTTP's 4xx: change something before reconnecting.
 * 45xx mirror 5xx: reconnect with jitter.
 */
public enum CloseCode {
  GOING_AWAY(1001, "going away"),
  PROTOCOL_ERROR(1002, "protocol error"),
  INVALID_DATA(1007, "invalid data"),
  BAD_MESSAGE(4400, "bad message"),
  NO_PONG(4408, "no pong in time"),
  TOO_LARGE(4413, "message too large"),
  TOO_MANY(4429, "too many messages"),
  INTERNAL_ERROR(4500, "internal error"),
  UNAVAILABLE(4503, "draining or store replaced"),
  TOO_SLOW(4508, "too slow");

  private final short code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  public short code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
