package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayScheduleTest {
  private static final LocalDateTime FIRST = LocalDateTime.of(2010, 12, 1, 8, 26);

  @ParameterizedTest
  @CsvSource({
    "1, PT1M, PT1M",
    "60, PT1M, PT1S",
    "0.5, PT1M, PT2M",
    "100000, P90D, PT77.76S",
    "1, PT-1M, PT0S",
    "max, P90D, PT0S"
  })
  void spacesLinesAsInLifeButFaster(String speed, Duration life, Duration due) {
    ReplaySchedule schedule = new ReplaySchedule(FIRST, Speed.parse(speed));
    assertThat(schedule.dueNanos(FIRST.plus(life))).isEqualTo(due.toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "fast", ""})
  void aSpeedIsAboveZeroOrMax(String text) {
    assertThatThrownBy(() -> Speed.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSpeedIsShownAsItWasAsked() {
    assertThat(Speed.parse("100000")).hasToString("100000");
    assertThat(Speed.parse("2.5")).hasToString("2.5");
    assertThat(Speed.parse("max")).hasToString("max");
  }
}
