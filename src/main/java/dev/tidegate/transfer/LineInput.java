package dev.tidegate.transfer;

import dev.tidegate.exchange.GzipInflater;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Received bytes of a bulk request, taken line by line. A compressed body is inflated in pieces,
 * each when its lines can be taken. Confined to the event loop.
 */
final class LineInput implements AutoCloseable {
  private static final int PIECE_BYTES = 16 << 10;

  private final LineSplitter splitter;
  private final @Nullable GzipInflater gzip;

  /** Received chunks. The first one has been taken up to {@code at}. */
  private final Deque<Buffer> chunks = new ArrayDeque<>();

  private int at;

  /** Inflated bytes, taken up to {@code pieceAt}. */
  private Buffer piece = Buffer.buffer();

  private int pieceAt;
  private long waiting;

  /**
   * Creates an empty input.
   *
   * @param gzip whether the bytes are compressed
   * @param splitter receives the plain bytes
   */
  LineInput(boolean gzip, LineSplitter splitter) {
    this.gzip = gzip ? new GzipInflater() : null;
    this.splitter = splitter;
  }

  /** Adds a chunk of the body. */
  void add(Buffer chunk) {
    chunks.add(chunk);
    waiting += chunk.length();
  }

  /** Returns whether all complete lines of the received bytes have been taken. */
  boolean isEmpty() {
    return chunks.isEmpty() && pieceAt == piece.length();
  }

  /** Returns the received bytes that have not been taken. */
  long waiting() {
    return waiting;
  }

  /** Returns the bytes in memory, including those of a partial line. */
  long bytes() {
    return waiting + piece.length() + splitter.bytes();
  }

  /**
   * Takes lines.
   *
   * @param more asked before each line whether to take it
   * @throws ProblemException 400 {@code invalid_encoding}
   */
  void take(BooleanSupplier more) {
    while (!isEmpty() && more.getAsBoolean()) {
      if (gzip == null) {
        takePlain(more);
      } else {
        takeInflated(gzip, more);
      }
    }
  }

  private void takePlain(BooleanSupplier more) {
    Buffer chunk = chunks.getFirst();
    int before = at;
    at = splitter.add(chunk, at, more);
    waiting -= at - before;
    if (at == chunk.length()) {
      // Empty if a line has ended the request.
      chunks.poll();
      at = 0;
    }
  }

  /** Takes lines of the current piece, or inflates the next piece. */
  private void takeInflated(GzipInflater body, BooleanSupplier more) {
    if (pieceAt < piece.length()) {
      pieceAt = splitter.add(piece, pieceAt, more);
      return;
    }
    byte[] next = new byte[PIECE_BYTES];
    int length = body.inflate(next);
    if (length > 0) {
      piece = Buffer.buffer(length).appendBytes(next, 0, length);
      pieceAt = 0;
    } else if (at == 0) {
      Buffer chunk = chunks.getFirst();
      body.add(chunk.getBytes());
      at = chunk.length();
    } else {
      waiting -= at;
      chunks.remove();
      at = 0;
    }
  }

  /**
   * Takes the last line, which needs no newline.
   *
   * @throws ProblemException 400 {@code invalid_encoding} if a compressed body is truncated
   */
  void end() {
    if (gzip != null && !gzip.isComplete()) {
      throw GzipInflater.truncated();
    }
    splitter.end();
  }

  /** Drops the received bytes. */
  void clear() {
    chunks.clear();
  }

  @Override
  public void close() {
    clear();
    if (gzip != null) {
      gzip.close();
    }
  }
}
