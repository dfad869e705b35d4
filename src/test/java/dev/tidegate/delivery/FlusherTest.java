package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ManualLoop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A flusher")
class FlusherTest {
  private final ManualLoop loop = new ManualLoop();
  private final LiveCounters counters = new LiveCounters();
  private final SlowClients slow = new SlowClients(new LiveMemory(10, 10), counters);
  private final DeliveryClock clock = new DeliveryClock(Clock.systemUTC(), counters);
  private final Flusher flusher = new Flusher(loop, clock, new UpdateWriter(clock), slow);
  private final List<String> events = new ArrayList<>();

  @Test
  @DisplayName("given several clients, when the turn ends, then each is flushed once, in order")
  void flushesAtTheEndOfTheTurn() {
    flusher.add(new Client("a"));
    flusher.add(new Client("b"));
    assertThat(events).isEmpty();
    loop.run();
    loop.run();

    assertThat(events).containsExactly("a flushed", "b flushed");
  }

  @Test
  @DisplayName("given a client that fails, then its session ends and the others are flushed")
  void isolatesFailures() {
    Client failing = new Client("a");
    failing.failure = new IllegalStateException("broken");
    flusher.add(failing);
    flusher.add(new Client("b"));
    loop.run();

    assertThat(events).containsExactly("a failed", "b flushed");
  }

  @Test
  @DisplayName("given a long flush, when the next client is added, then changes gather for a while")
  void restsAfterALongFlush() {
    Client busy = new Client("a");
    busy.millis = 4;
    flusher.add(busy);
    loop.run();
    flusher.add(new Client("b"));
    loop.advance(11);
    assertThat(events).containsExactly("a flushed");
    flusher.add(new Client("c"));
    loop.advance(1);

    assertThat(events).containsExactly("a flushed", "b flushed", "c flushed");
  }

  @Test
  @DisplayName("given a very long flush, then it rests for at most 20 ms")
  void restsForALimitedTime() {
    Client busy = new Client("a");
    busy.millis = 1_000;
    flusher.add(busy);
    loop.run();
    flusher.add(new Client("b"));
    loop.advance(20);

    assertThat(events).containsExactly("a flushed", "b flushed");
  }

  @Test
  @DisplayName("given a client that stays full, then it counts as slow")
  void registersFullClients() {
    Client full = new Client("a");
    full.bytes = 11;
    flusher.add(full);
    loop.run();
    slow.check();

    assertThat(events).containsExactly("a flushed", "a cut");
  }

  private final class Client implements Flusher.Task {
    private final String name;
    private @Nullable RuntimeException failure;
    private long millis;
    private long bytes;

    Client(String name) {
      this.name = name;
    }

    @Override
    public void flush() {
      if (failure != null) {
        throw failure;
      }
      loop.pass(millis);
      events.add(name + " flushed");
    }

    @Override
    public void fail() {
      events.add(name + " failed");
    }

    @Override
    public boolean isFull() {
      return bytes > 0;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void cut() {
      bytes = 0;
      events.add(name + " cut");
    }
  }
}
