package dev.tidegate.client;

import java.util.List;

/**
 * The result of a multi-get.
 *
 * @param found documents in the order of the request
 * @param missing ids without a document, in the order of the request
 */
public record Documents(List<Document> found, List<String> missing) {

  /** Copies the lists. */
  public Documents {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
