package dev.tidegate.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of the group that a document belongs to when a search groups by a field. Documents of
 * one value have one key. A document without a value is a group of its own: its key is its id.
 */
public final class GroupKey {
  private static final char VALUE = '=';
  private static final char LONG_VALUE = '#';
  private static final char ID = '-';

  /** A longer value is represented by its digest: keys are sorted by, and stand in cursors. */
  private static final int LONGEST = 128;

  private GroupKey() {}

  /** Returns whether a search can group by the field: documents have one value of it at most. */
  public static boolean isFor(Field field) {
    return field.type() == FieldType.KEYWORD && !field.many();
  }

  public static String of(Field field, String id, @Nullable Values document) {
    byte[] fragment = document == null ? null : document.get(field);
    List<String> values = fragment == null ? List.of() : Fragments.strings(fragment);
    if (values.isEmpty()) {
      return ID + id;
    }
    String value = values.getFirst();
    return value.length() <= LONGEST ? VALUE + value : LONG_VALUE + digest(value);
  }

  private static String digest(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
