package dev.tidegate.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointOrderTest {
  @Test
  void isThatOfTheBytes() {
    List<String> texts =
        List.of("", "a", "ab", "b", "é", "裙", "\uffee", "😀", "😁", "a😀", "a\uffee");
    for (String a : texts) {
      for (String b : texts) {
        int bytes =
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(CodePointOrder.compare(a, b)))
            .as("%s %s", a, b)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }
}
