package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PenceTest {

  @ParameterizedTest
  @CsvSource({
    "2.55, 255",
    "2.5, 250",
    "2, 200",
    "+2, 200",
    "1.115, 112",
    "1.114999, 111",
    "0.125, 13",
    "0.005, 1",
    "0.0049, 0",
    "1.005, 101",
    "11062.06, 1106206",
    "9999999999999.99, 999999999999999"
  })
  void roundsHalfUp(String pounds, long pence) throws LineException {
    assertThat(Pence.ofPounds(pounds)).isEqualTo(pence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "-0.0", "-11062.06", "0.000"})
  void aPriceThatIsNotAboveZeroIsNone(String pounds) throws LineException {
    assertThat(Pence.ofPounds(pounds)).isNull();
  }
}
