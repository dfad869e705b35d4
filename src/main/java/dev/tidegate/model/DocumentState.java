package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/**
 * State of a document at one revision.
 *
 * @param rev the revision of the document; for an absent one, the clock of its shard at the read or
 *     the revision of its removal: later revisions are greater
 * @param values {@code null} if the document does not exist
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
