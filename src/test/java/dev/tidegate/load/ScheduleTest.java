package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void evenArrivalsStandAtTheirPlaces() {
    Schedule schedule = new Schedule(20, 0);
    assertThat(schedule.dueNanos(0)).isZero();
    assertThat(schedule.dueNanos(1)).isEqualTo(50_000_000);
    assertThat(schedule.dueNanos(20)).isEqualTo(1_000_000_000);
  }

  @Test
  void theRateHoldsOverDaysWithoutAddingUpRoundings() {
    Schedule schedule = new Schedule(30_000, 0);
    long threeDays = 3L * 86_400;
    assertThat(schedule.dueNanos(threeDays * 30_000)).isEqualTo(threeDays * 1_000_000_000);
  }

  @Test
  void jitterNeverReversesTwoArrivalsAndKeepsTheRate() {
    Schedule schedule = new Schedule(1000, 1);
    assertThat(LongStream.range(0, 10_000).map(schedule::dueNanos).boxed().toList()).isSorted();
    assertThat(schedule.dueNanos(10_000)).isBetween(10_000_000_000L, 10_001_000_000L);
  }

  @Test
  void theSameIndexIsAlwaysDueAtTheSameMoment() {
    assertThat(new Schedule(7, 1).dueNanos(4711)).isEqualTo(new Schedule(7, 1).dueNanos(4711));
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new Schedule(Double.NaN, 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new Schedule(1, 2)).isInstanceOf(UsageException.class);
  }
}
