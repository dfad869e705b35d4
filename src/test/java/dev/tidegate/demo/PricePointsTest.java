package dev.tidegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePointsTest {

  @ParameterizedTest
  @CsvSource({"1237, 1190", "1260, 1290", "0, 90", "9940, 9890", "25118, 24900", "24600, 24900"})
  void pricesEndAsShopsWriteThem(double amount, long charm) {
    assertThat(PricePoints.price(amount)).isEqualTo(charm);
    assertThat(PricePoints.price((double) charm)).isEqualTo(charm);
  }
}
