package dev.tidegate.write;

import dev.tidegate.model.ClientSets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a write.
 *
 * @param idempotency {@code null} if a repetition may apply the write again
 */
public record Conditions(Precondition precondition, @Nullable Idempotency idempotency) {
  public static final Conditions NONE = new Conditions(Precondition.NONE, null);

  /** Required state of the document. A write to a document in another state is not applied. */
  public sealed interface Precondition {
    Precondition NONE = new None();
    Precondition EXISTS = new Exists();
    Precondition ABSENT = new Absent();

    record None() implements Precondition {}

    record Exists() implements Precondition {}

    record Absent() implements Precondition {}

    /** The document has this revision. */
    record AtRevision(long rev) implements Precondition {}

    /** The document has one of these revisions. An empty set never matches. */
    record AtOneOf(Set<Long> revs) implements Precondition {
      public AtOneOf {
        revs = ClientSets.copyOf(revs);
      }
    }
  }

  /**
   * A client's name for one write. A repetition under the same key receives the first result.
   *
   * @param digest of the body; the same key with another body is rejected
   */
  public record Idempotency(String key, String digest) {
    public static final String RULE = "must be 1 to 255 visible ASCII characters";
    private static final int MAX_LENGTH = 255;

    /** Returns the idempotency of a body under a valid key. */
    public static Idempotency of(String key, byte[] body) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        return new Idempotency(key, HexFormat.of().formatHex(digest, 0, 16));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-256", e);
      }
    }

    /** Returns whether a key has 1 to 255 visible ASCII characters. */
    public static boolean isValidKey(String key) {
      return !key.isEmpty()
          && key.length() <= MAX_LENGTH
          && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
  }
}
