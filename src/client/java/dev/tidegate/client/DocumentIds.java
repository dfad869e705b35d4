package dev.tidegate.client;

import java.util.regex.Pattern;

/** The syntax of document ids. */
public final class DocumentIds {
  /** The rule in words, for error messages. */
  public static final String RULE =
      "1 to 128 characters of A-Z a-z 0-9 . _ ~ -, not starting with _, and not . or ..";

  private static final Pattern ID = Pattern.compile("(?!_|\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

  private DocumentIds() {}

  /** Returns whether a document can have this id. */
  public static boolean isValid(String id) {
    return ID.matcher(id).matches();
  }

  static String require(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException("Invalid document id \"" + id + "\". Use " + RULE + ".");
    }
    return id;
  }
}
