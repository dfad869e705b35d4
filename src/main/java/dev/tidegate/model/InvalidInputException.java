package dev.tidegate.model;

import java.util.List;
import java.util.stream.Collectors;

/** Rejection of an input, with all its violations. Nothing was changed. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient List<Violation> violations;

  public InvalidInputException(ErrorCode code, List<Violation> violations) {
    super(
        violations.stream()
            .map(v -> v.pointer() + ": " + v.detail())
            .collect(Collectors.joining("; ")),
        null,
        false,
        false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  public InvalidInputException(ErrorCode code, String pointer, String detail) {
    this(code, List.of(new Violation(pointer, detail)));
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }
}
