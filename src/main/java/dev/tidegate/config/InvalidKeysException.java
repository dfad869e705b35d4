package dev.tidegate.config;

import java.util.List;
import java.util.stream.Collectors;

/** Rejection of the values that a section's record is constructed with. */
final class InvalidKeysException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<KeyMistake> mistakes;

  InvalidKeysException(String section, List<KeyMistake> mistakes) {
    super(
        mistakes.stream()
            .map(mistake -> section + "." + mistake.keys().getFirst() + ": " + mistake.reason())
            .collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  List<KeyMistake> mistakes() {
    return mistakes;
  }
}
