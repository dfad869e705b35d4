package dev.tidegate.model;

/**
 * One thing wrong with an input.
 *
 * @param pointer a JSON Pointer into the body, or the parameter's or header's name
 */
public record Violation(String pointer, String detail) {
  /** Both may quote what a client sent, and every client must be able to read them. */
  public Violation {
    pointer = Utf8.encodable(pointer);
    detail = Utf8.encodable(detail);
  }
}
