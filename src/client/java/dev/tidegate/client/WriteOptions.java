package dev.tidegate.client;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of a write.
 *
 * @param key {@code Idempotency-Key}: makes it safe to repeat the write. A key belongs to a
 *     document and a method
 * @param rev revision that the document must have ({@code If-Match}). Otherwise the write fails
 *     with 412 {@code revision_mismatch}
 */
public record WriteOptions(@Nullable String key, @Nullable Long rev) {
  /** No key and no condition. */
  public static final WriteOptions NONE = new WriteOptions(null, null);

  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  /** Checks the key and the revision. */
  public WriteOptions {
    requireKey(key);
    requireRev(rev);
  }

  /** Returns options with a key. */
  public static WriteOptions key(String key) {
    return new WriteOptions(key, null);
  }

  /** Returns options with a condition on the revision. */
  public static WriteOptions ifRev(long rev) {
    return new WriteOptions(null, rev);
  }

  /** Returns these options with another key. */
  public WriteOptions withKey(String newKey) {
    return new WriteOptions(newKey, rev);
  }

  /** Returns these options with another condition on the revision. */
  public WriteOptions withRev(long newRev) {
    return new WriteOptions(key, newRev);
  }

  static void requireKey(@Nullable String key) {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "Invalid key \"" + key + "\". Use 1 to 255 ASCII characters without spaces.");
    }
  }

  static void requireRev(@Nullable Long rev) {
    if (rev != null && rev < 1) {
      throw new IllegalArgumentException("Invalid revision " + rev + ". Use 1 or more.");
    }
  }
}
