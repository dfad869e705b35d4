package dev.tidegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedListenersTest {
  private static final Position FROM = new Position("e", 1);
  private static final Position TO = new Position("e", 2);
  private static final ChangeBatch BATCH = new ChangeBatch(List.of(), FROM, TO);

  private final FeedListeners listeners = new FeedListeners();
  private final List<String> events = new ArrayList<>();

  @Test
  void aListenerThatThrowsLosesNothingForTheOthersAndIsToldOfAGap() {
    listeners.add(new Recorded("first", 1));
    listeners.add(new Recorded("second", 0));
    listeners.onChanges(BATCH);
    listeners.onChanges(BATCH);
    assertThat(events)
        .containsExactly("first gap", "second changes", "first changes", "second changes");
  }

  @Test
  void aGapThatIsNotTakenStaysDue() {
    listeners.add(new Recorded("first", 2));
    listeners.onChanges(BATCH);
    assertThat(events).isEmpty();
    listeners.onChanges(BATCH);
    listeners.onChanges(BATCH);
    assertThat(events).containsExactly("first gap", "first changes");
  }

  @Test
  void anEpochReachesThoseBehindOneThatThrows() {
    listeners.add(new Recorded("first", 1));
    listeners.add(new Recorded("second", 0));
    listeners.onEpoch(TO);
    assertThat(events).containsExactly("first gap", "second epoch");
  }

  private final class Recorded implements FeedListener {
    private final String name;
    private int failures;

    Recorded(String name, int failures) {
      this.name = name;
      this.failures = failures;
    }

    private void happened(String event) {
      if (failures-- > 0) {
        throw new IllegalStateException("expected by the test");
      }
      events.add(name + " " + event);
    }

    @Override
    public void onChanges(ChangeBatch batch) {
      happened("changes");
    }

    @Override
    public void onGap(Position position) {
      happened("gap");
    }

    @Override
    public void onEpoch(Position position) {
      happened("epoch");
    }
  }
}
