package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a document at one revision.
 *
 * @param rev the document's revision; for an absent one its shard's clock when it was read or the
 *     revision of its removal: whatever comes later is greater
 * @param values {@code null} where the document does not exist
 */
public record DocumentState(DocumentKey key, long rev, @Nullable Values values) {

  public boolean exists() {
    return values != null;
  }

  /**
   * The state after {@code change}, or {@code null} if the change does not follow this state, so
   * that the document must be read again.
   */
  public @Nullable DocumentState after(Change change) {
    return switch (change) {
      case Change.Created created -> new DocumentState(key, created.rev(), created.values());
      case Change.Removed removed -> new DocumentState(key, removed.rev(), null);
      case Change.Updated updated ->
          values == null || updated.previousRev() != rev
              ? null
              : new DocumentState(key, updated.rev(), values.with(updated.set(), updated.unset()));
    };
  }
}
