package dev.tidegate.wire;

/**
 * Close code of a WebSocket: the reason for the end of a session. Codes 44xx correspond to HTTP
 * 4xx: the client must correct the cause before it reconnects. Codes 45xx correspond to HTTP 5xx:
 * the client may reconnect with jitter.
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
