package dev.tidegate.elastic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodesTest {
  private long now;
  private final Nodes nodes =
      new Nodes(List.of(URI.create("http://a"), URI.create("http://b")), () -> now);

  @Test
  void takesTurns() {
    assertThat(next()).isNotSameAs(next());
    assertThat(next()).isSameAs(next(next()));
  }

  @Test
  void letsOneThatFailedSitOutLongerEachTime() {
    ElasticNode bad = next();
    nodes.failed(bad);
    assertThat(next()).isNotSameAs(bad);
    assertThat(next()).isNotSameAs(bad);
    pass(Duration.ofSeconds(1));
    nodes.failed(bad);
    pass(Duration.ofMillis(1_900));
    assertThat(bad.waitNanos(now)).isPositive();
    pass(Duration.ofMillis(100));
    assertThat(bad.waitNanos(now)).isZero();
    nodes.failed(bad);
    nodes.answered(bad);
    assertThat(bad.waitNanos(now)).isZero();
  }

  @Test
  void asksTheOneThatRestedLongestWhenAllFailed() {
    ElasticNode first = next();
    nodes.failed(first);
    ElasticNode second = next();
    pass(Duration.ofMillis(10));
    nodes.failed(second);
    assertThat(next()).isSameAs(first);
    assertThat(next(first)).isSameAs(second);
    assertThat(nodes.next(Set.of(first, second))).isNull();
  }

  private ElasticNode next(ElasticNode... tried) {
    return requireNonNull(nodes.next(Set.of(tried)));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
