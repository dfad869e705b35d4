package dev.tidegate.model;

/** A document's address: {@code collection/id}. */
public record DocumentKey(String collection, String id) {
  /** What {@link #isValidId} asks for, in words. */
  public static final String ID_RULE =
      "an id is 1 to 128 of A-Z a-z 0-9 . _ ~ -, not beginning with _, not . or ..";

  private static final int MAX_ID_LENGTH = 128;

  /** Whether {@code id} may name a document. */
  public static boolean isValidId(String id) {
    int length = id.length();
    if (length == 0 || length > MAX_ID_LENGTH || id.charAt(0) == '_') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isIdCharacter(id.charAt(i))) {
        return false;
      }
    }
    return !id.equals(".") && !id.equals("..");
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '-';
  }

  /** Reads what {@link #toString} wrote. */
  public static DocumentKey parse(String text) {
    int slash = text.indexOf('/');
    return new DocumentKey(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentKey key
        && id.equals(key.id)
        && collection.equals(key.collection);
  }

  @Override
  public int hashCode() {
    return 31 * collection.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return collection + "/" + id;
  }
}
