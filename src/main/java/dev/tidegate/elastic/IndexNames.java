package dev.tidegate.elastic;

import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.GroupKey;
import dev.tidegate.text.CollationKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The names of indices and of the aliases through which all requests go. */
record IndexNames(String prefix) {
  /** Raised when the same schema is to be indexed in another way. */
  private static final int FORMAT = 5;

  private static final int DIGEST_LENGTH = 10;

  /** No digit of a digest, so that no index is taken for one of another collection. */
  private static final String BUILD = "-r";

  String alias(Collection collection) {
    return prefix + "-" + collection.name();
  }

  /** Another one for each shape of the index, so that a changed schema gets an index of its own. */
  String index(Collection collection) {
    StringBuilder shape = new StringBuilder().append(FORMAT);
    if (collection.language() != null) {
      shape.append(' ').append(collection.language().code());
    }
    for (Field field : collection.fields()) {
      shape.append('\n').append(field.name()).append(' ').append(field.type().label());
      shape.append(field.searchable() ? " searchable" : "");
      shape.append(field.sortable() ? " sortable" : "");
      shape.append(IndexMapping.hasSortKey(field) ? " by " + CollationKeys.VERSION : "");
      shape.append(GroupKey.isFor(field) ? " grouped" : "");
    }
    return alias(collection) + "-" + digest(shape.toString());
  }

  /** And another one for each time that it is built. */
  String index(Collection collection, String build) {
    return index(collection) + BUILD + build;
  }

  /** Returns whether an index of this name has the collection's present shape. */
  boolean isCurrent(Collection collection, String index) {
    String shape = index(collection);
    return index.equals(shape) || index.startsWith(shape + BUILD);
  }

  /** Returns whether an index of this name was made for the collection, with any schema. */
  boolean isOwn(Collection collection, String index) {
    String digest = "-[0-9a-f]{" + DIGEST_LENGTH + "}";
    String build = BUILD + "[0-9a-z]+";
    return index.matches(Pattern.quote(alias(collection)) + digest + "(" + build + ")?");
  }

  /**
   * The alias through which an index is written. A write to the index itself would create it where
   * it is gone.
   */
  static String writes(String index) {
    return index + "-w";
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
