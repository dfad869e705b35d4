package dev.tidegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tidegate.testing.EqualHashCodes;
import dev.tidegate.text.WordPattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Keys that clients choose: maps of those of equal hash code stay fast. */
class EqualHashCodesTest {
  private static final List<String> TEXTS = EqualHashCodes.texts(20_000);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void keysAreOrdered() {
    assertThat(TEXTS.stream().map(String::hashCode).distinct()).hasSize(1);
    check(text -> new DocumentKey("products", text));
    check(text -> new WordPattern(text, false, 1));
  }

  private static <K> void check(Function<String, K> key) {
    for (Map<K, String> map :
        List.of(new HashMap<K, String>(), new ConcurrentHashMap<K, String>())) {
      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            TEXTS.forEach(text -> map.put(key.apply(text), text));
            TEXTS.forEach(text -> assertThat(map.get(key.apply(text))).isEqualTo(text));
          });
    }
  }

  @Test
  void setsOfValuesAreHashed() {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          Set<String> set = ClientSets.copyOf(TEXTS);
          assertThat(TEXTS).allMatch(set::contains);
        });
  }
}
