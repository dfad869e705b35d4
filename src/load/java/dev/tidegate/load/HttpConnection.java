package dev.tidegate.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 with pipelining: answers come in the order of the requests. */
final class HttpConnection extends Connection {
  /** Takes one answer. */
  interface Handler {
    /**
     * Receives a response.
     *
     * @param status 0 if the connection ended before: the outcome is unknown
     */
    void answer(int status, byte[] bytes, int from, int to);
  }

  private static final byte[] NOTHING = new byte[0];

  private final HttpPool pool;
  private final ArrayDeque<Handler> expected = new ArrayDeque<>();

  HttpConnection(Loop loop, HttpPool pool) {
    super(loop);
    this.pool = pool;
  }

  void request(byte[] request, Handler handler) {
    expected.add(handler);
    send(request);
  }

  int underWay() {
    return expected.size();
  }

  @Override
  protected boolean idleAfterFlush() {
    return false;
  }

  @Override
  protected void connected() {
    flush();
  }

  @Override
  protected int consume(byte[] bytes, int end) {
    int at = 0;
    while (at < end) {
      int body = headEnd(bytes, at, end);
      if (body < 0) {
        break;
      }
      int status = (bytes[at + 9] - '0') * 100 + (bytes[at + 10] - '0') * 10 + bytes[at + 11] - '0';
      String head = new String(bytes, at, body - at, StandardCharsets.ISO_8859_1);
      int length = status == 304 || status == 204 ? 0 : contentLength(head);
      int next;
      byte[] content = bytes;
      int from = body;
      int to = body + length;
      if (length >= 0) {
        next = to;
        if (next > end) {
          break;
        }
      } else {
        int[] after = new int[1];
        byte @Nullable [] joined = Chunks.join(bytes, body, end, after);
        if (joined == null) {
          break;
        }
        content = joined;
        from = 0;
        to = joined.length;
        next = after[0];
      }
      at = next;
      Handler handler = expected.poll();
      if (handler != null) {
        handler.answer(status, content, from, to);
      }
    }
    pool.released(this);
    return at;
  }

  @Override
  protected void ended(String why) {
    pool.lost(this);
    for (Handler handler = expected.poll(); handler != null; handler = expected.poll()) {
      handler.answer(0, NOTHING, 0, 0);
    }
  }

  private static int headEnd(byte[] bytes, int from, int end) {
    for (int i = from + 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n' && bytes[i - 1] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  /** -1 for a chunked body. */
  private static int contentLength(String head) {
    String name = "\r\ncontent-length:";
    for (int at = head.indexOf("\r\n"); at >= 0; at = head.indexOf("\r\n", at + 2)) {
      if (head.regionMatches(true, at, name, 0, name.length())) {
        int end = head.indexOf('\r', at + 2);
        return Integer.parseInt(head.substring(at + name.length(), end).trim());
      }
    }
    return -1;
  }
}
