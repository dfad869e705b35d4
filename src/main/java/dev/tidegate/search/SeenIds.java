package dev.tidegate.search;

import dev.tidegate.query.SearchQuery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ids, or keys of groups, that a client was given, by eight bytes of a digest each: short, and not
 * to be forged.
 */
record SeenIds(Set<Long> digests) {
  static final SeenIds NONE = new SeenIds(Set.of());

  static SeenIds of(List<String> ids) {
    Set<Long> digests = new LinkedHashSet<>();
    ids.forEach(id -> digests.add(digest(id)));
    return new SeenIds(digests);
  }

  int count() {
    return digests.size();
  }

  boolean contains(String id) {
    return !digests.isEmpty() && digests.contains(digest(id));
  }

  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * digests.size());
    digests.forEach(bytes::putLong);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Decodes a text.
   *
   * @throws IllegalArgumentException if the text is not from {@link #encode}
   */
  static SeenIds decode(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    int count = bytes.remaining() / Long.BYTES;
    if (bytes.remaining() % Long.BYTES != 0 || count > SearchQuery.MAX_LIMIT) {
      throw new IllegalArgumentException("not a list of digests");
    }
    Set<Long> digests = new LinkedHashSet<>();
    while (bytes.hasRemaining()) {
      digests.add(bytes.getLong());
    }
    return new SeenIds(digests);
  }

  private static long digest(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
