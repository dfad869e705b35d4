package dev.tidegate.model;

/**
 * A document's address: {@code collection/id}. Clients choose ids, so it is comparable: a hash map
 * orders keys of equal hash code then, instead of going through all of them.
 */
public record DocumentKey(String collection, String id) implements Comparable<DocumentKey> {
  /** Rule of {@link #isValidId}, in words. */
  public static final String ID_RULE =
      "must be 1–128 characters of A-Z a-z 0-9 . _ ~ -, not start with _, and not be . or ..";

  private static final int MAX_ID_LENGTH = 128;

  /** Returns whether {@code id} may name a document. */
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

  /** By id, then by collection: ids differ more often. */
  @Override
  public int compareTo(DocumentKey other) {
    int order = id.compareTo(other.id);
    return order != 0 ? order : collection.compareTo(other.collection);
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
