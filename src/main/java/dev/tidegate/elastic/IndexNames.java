package dev.tidegate.elastic;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of indices and of the aliases through which all requests go. */
record IndexNames(String prefix) {
  /** Raised when the same schema is to be indexed in another way. */
  private static final int FORMAT = 3;

  private static final int DIGEST_LENGTH = 10;

  String alias(Collection collection) {
    return prefix + "-" + collection.name();
  }

  /** Another one for each shape of the index, so that a changed schema gets an index of its own. */
  String index(Collection collection) {
    StringBuilder shape = new StringBuilder().append(FORMAT);
    for (Field field : collection.fields()) {
      shape.append('\n').append(field.name()).append(' ').append(field.type().label());
      shape.append(field.searchable() ? " searchable" : "");
      shape.append(field.sortable() ? " sortable" : "");
    }
    return alias(collection) + "-" + digest(shape.toString());
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
