package dev.tidegate.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter's text, taken apart but not yet understood: {@code a,b}, {@code !a}, {@code 1..5},
 * {@code *}. A backslash takes the meaning from what follows it.
 *
 * @param operands at least one, unless the text is a {@code *}; the empty text is an empty operand
 */
record EscapedOperands(boolean negated, List<Operand> operands) {
  private static final String ANY_VALUE = "*";

  /** Returns whether the text is a {@code *}: the field has any value. */
  boolean isAnyValue() {
    return operands.isEmpty();
  }

  /**
   * One of the values between commas.
   *
   * @param value the value, or what stands before the two dots
   * @param upper what stands behind the two dots; {@code null} where there are none
   */
  record Operand(String value, @Nullable String upper) {}

  /**
   * Parses operands.
   *
   * @throws IllegalArgumentException with the violation as its message
   */
  static EscapedOperands parse(String text) {
    return new Parser(text).parse();
  }

  private static final class Parser {
    private final String text;
    private final List<Operand> operands = new ArrayList<>();
    private StringBuilder part = new StringBuilder();
    private @Nullable String lower;
    private boolean escaped;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    EscapedOperands parse() {
      boolean negated = text.startsWith("!");
      at = negated ? 1 : 0;
      if (text.substring(at).equals(ANY_VALUE)) {
        return new EscapedOperands(negated, List.of());
      }
      while (at < text.length()) {
        step(text.charAt(at));
      }
      endOperand();
      return new EscapedOperands(negated, List.copyOf(operands));
    }

    private void step(char c) {
      if (c == '\\') {
        if (at + 1 == text.length()) {
          throw new IllegalArgumentException("ends in a backslash that escapes nothing");
        }
        part.append(text.charAt(at + 1));
        escaped = true;
        at += 2;
      } else if (c == ',') {
        endOperand();
        at++;
      } else if (text.startsWith("..", at)) {
        beginUpper();
        at += 2;
      } else if (c == '!' && part.isEmpty() && lower == null) {
        throw new IllegalArgumentException(
            "has a ! within; it stands first and negates the whole, or is escaped: \\!");
      } else {
        part.append(c);
        at++;
      }
    }

    private void beginUpper() {
      if (lower != null) {
        throw new IllegalArgumentException("has a range of more than two ends");
      }
      lower = part.toString();
      part = new StringBuilder();
    }

    private void endOperand() {
      String last = part.toString();
      part = new StringBuilder();
      if (!escaped && (last.equals(ANY_VALUE) || ANY_VALUE.equals(lower))) {
        throw new IllegalArgumentException(
            "has a *, which stands alone for any value, among others; escape it in a value: \\*");
      }
      escaped = false;
      operands.add(lower == null ? new Operand(last, null) : new Operand(lower, last));
      lower = null;
    }
  }
}
