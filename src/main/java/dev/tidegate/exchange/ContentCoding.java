package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Content codings of request bodies: gzip, or none. */
public final class ContentCoding {
  private static final int PIECE = 16 << 10;

  private ContentCoding() {}

  /**
   * Returns whether the body of a request is compressed with gzip.
   *
   * @throws ProblemException 415 {@code unsupported_encoding} for any other coding
   */
  public static boolean isGzip(HttpServerRequest request) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (coding == null) {
      return false;
    }
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default -> {
        request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        throw new ProblemException(
            Problem.of(ErrorCode.UNSUPPORTED_ENCODING, "Use Content-Encoding: gzip, or omit it."));
      }
    };
  }

  /**
   * Inflates a whole body.
   *
   * @param tooLarge the problem of a body that inflates to more than the limit
   * @throws ProblemException 400 if it is not gzip, or {@code tooLarge}
   */
  static byte[] inflate(byte[] body, int maxBytes, Problem tooLarge) {
    ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.min(maxBytes, 4 * body.length));
    byte[] piece = new byte[PIECE];
    try (GzipInflater gzip = new GzipInflater()) {
      gzip.add(body);
      for (int length = gzip.inflate(piece); length > 0; length = gzip.inflate(piece)) {
        if (inflated.size() + length > maxBytes) {
          throw new ProblemException(tooLarge);
        }
        inflated.write(piece, 0, length);
      }
      if (!gzip.isComplete()) {
        throw GzipInflater.truncated();
      }
    }
    return inflated.toByteArray();
  }
}
