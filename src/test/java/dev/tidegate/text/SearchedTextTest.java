package dev.tidegate.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Utf8;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchedTextTest {
  @Test
  void endsAtACharacter() {
    Random random = new Random(32);
    List<String> letters = List.of("a", "é", "連", "😀");
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(30);
      for (int i = 0; i < length; i++) {
        text.append(letters.get(random.nextInt(letters.size())));
      }
      String all = text.toString();
      int bytes = random.nextInt(40);
      String prefix = Utf8.prefix(all, bytes);
      assertThat(Utf8.size(all)).isEqualTo(all.getBytes(UTF_8).length);
      assertThat(all).startsWith(prefix);
      assertThat(prefix.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(bytes);
      if (prefix.length() < all.length()) {
        String next = all.substring(prefix.length());
        String longer = prefix + next.substring(0, next.offsetByCodePoints(0, 1));
        assertThat(longer.getBytes(UTF_8)).hasSizeGreaterThan(bytes);
      }
    }
  }

  @Test
  void isTheBeginningOfAllValuesTogether() {
    String half = "x".repeat(SearchedText.MAX_BYTES / 2);
    assertThat(SearchedText.of(List.of(half, half, "more"))).containsExactly(half, half);
    assertThat(SearchedText.of(List.of(half, "é" + half, "more")))
        .containsExactly(half, "é" + half.substring(2));
    assertThat(SearchedText.of(List.of("a", "b"))).containsExactly("a", "b");
    assertThat(SearchedText.of(List.of(half + half + half))).containsExactly(half + half);
  }
}
