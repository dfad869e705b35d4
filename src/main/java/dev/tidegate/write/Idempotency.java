package dev.tidegate.write;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A client's name for one write, so that its repetition gets the first answer.
 *
 * @param digest of the body: the same key with another body is refused
 */
public record Idempotency(String key, String digest) {
  public static final String RULE = "must be 1 to 255 visible ASCII characters";
  private static final int MAX_LENGTH = 255;

  public static Idempotency of(String key, byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return new Idempotency(key, HexFormat.of().formatHex(digest, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  public static boolean isValidKey(String key) {
    return !key.isEmpty()
        && key.length() <= MAX_LENGTH
        && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
