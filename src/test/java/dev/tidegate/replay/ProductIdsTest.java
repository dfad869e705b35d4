package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.DocumentKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductIdsTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "85123A,85123A",
        "15056bl,15056bl",
        "gift_0001.x~y-z,gift_0001.x~y-z",
        "BANK CHARGES,BANK~20CHARGES",
        "A/B,A~2FB",
        "£5,~C2~A35",
        "☕,~E2~98~95",
        "\uD83C\uDF81,~F0~9F~8E~81",
        " ,~20",
        "_x_,~5Fx_",
        ".,~2E",
        "..,~2E~2E",
        "...,..."
      })
  void escapesWhatAnIdCannotHave(String code, String id) {
    assertThat(ProductIds.of(code)).isEqualTo(id).matches(DocumentKey::isValidId);
  }
}
