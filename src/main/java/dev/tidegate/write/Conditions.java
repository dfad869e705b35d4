package dev.tidegate.write;

import org.jspecify.annotations.Nullable;

/**
 * Under what conditions a write happens.
 *
 * @param idempotency {@code null} where the write may happen again when repeated
 */
public record Conditions(Precondition precondition, @Nullable Idempotency idempotency) {
  public static final Conditions NONE = new Conditions(Precondition.NONE, null);
}
