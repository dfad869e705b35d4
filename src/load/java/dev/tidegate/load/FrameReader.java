package dev.tidegate.load;

/** WebSocket frames of a server: never masked. Stateless; incomplete frames are left alone. */
final class FrameReader {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;

  /** Takes frames in their order. */
  interface Sink {
    /**
     * Receives a frame.
     *
     * @param last whether it ends its message
     */
    void frame(int opcode, boolean last, byte[] bytes, int from, int to);
  }

  private FrameReader() {}

  /**
   * Gives each complete frame to {@code sink}.
   *
   * @return where the first incomplete one begins
   */
  static int read(byte[] bytes, int from, int end, Sink sink) {
    int at = from;
    while (end - at >= 2) {
      int length = bytes[at + 1] & 0x7F;
      int payload = at + 2;
      if (length == 126) {
        if (end - at < 4) {
          break;
        }
        length = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
        payload = at + 4;
      } else if (length == 127) {
        if (end - at < 10) {
          break;
        }
        length = // beyond 2 GB is no frame that fits here
            (bytes[at + 6] & 0x7F) << 24
                | (bytes[at + 7] & 0xFF) << 16
                | (bytes[at + 8] & 0xFF) << 8
                | (bytes[at + 9] & 0xFF);
        payload = at + 10;
      }
      if (end - payload < length) {
        break;
      }
      sink.frame(bytes[at] & 0x0F, bytes[at] < 0, bytes, payload, payload + length);
      at = payload + length;
    }
    return at;
  }

  /** A client's frame: masked, with a mask of zeros, which leaves the payload readable. */
  static byte[] masked(int opcode, byte[] payload, int from, int to) {
    int length = to - from;
    int head = length < 126 ? 6 : length < 65536 ? 8 : 14;
    byte[] frame = new byte[head + length];
    frame[0] = (byte) (0x80 | opcode);
    if (length < 126) {
      frame[1] = (byte) (0x80 | length);
    } else if (length < 65536) {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (length >>> 8);
      frame[3] = (byte) length;
    } else {
      frame[1] = (byte) (0x80 | 127);
      for (int i = 0; i < 4; i++) {
        frame[6 + i] = (byte) (length >>> (24 - 8 * i));
      }
    }
    System.arraycopy(payload, from, frame, head, length);
    return frame;
  }
}
