package dev.tidegate.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastUsedTest {
  private final LastUsed<String, String> texts =
      new LastUsed<>(1_000, (key, value) -> key.length() + value.length());

  @Test
  void aLargeEntryTakesThePlaceOfManySmallOnes() {
    for (int i = 0; i < 10; i++) {
      texts.put("k" + i, "small");
    }
    assertThat(texts.get("k0")).isEqualTo("small");
    texts.put("large", "x".repeat(800));
    assertThat(texts.get("large")).isNotNull();
    assertThat(texts.get("k1")).isNull();
    assertThat(texts.get("k0")).isNotNull();
    assertThat(texts.bytes()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void anEntryAboveTheBoundIsNotStoredAndReplacesTheOneBefore() {
    texts.put("k", "small");
    assertThat(texts.put("k", "x".repeat(2_000))).isEqualTo("small");
    assertThat(texts.get("k")).isNull();
    assertThat(texts.bytes()).isZero();
  }
}
