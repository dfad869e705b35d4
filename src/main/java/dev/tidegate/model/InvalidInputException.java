package dev.tidegate.model;

import java.util.List;
import java.util.stream.Collectors;

/** An input that is refused, with everything that is wrong with it. Changes nothing. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final transient List<Violation> violations;

  /**
   * @param code stable and snake_case, for programs
   */
  public InvalidInputException(String code, List<Violation> violations) {
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

  public InvalidInputException(String code, String pointer, String detail) {
    this(code, List.of(new Violation(pointer, detail)));
  }

  public String code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }
}
