package dev.tidegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.RealServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writers, a few hundred clients, two gateways, one Redis, and their faults. At the end, every
 * client has the state of the store, and every watched search has the list that a search finds. No
 * document went backwards, each stream of every change had each change once, and memory is back to
 * its start. A long run of one schedule: {@code mvn verify -Dit.test=ChaosIT
 * -Dtidegate.chaos.seconds=600 -Dtidegate.chaos.seed=7}.
 */
@ExtendWith(RealServers.class)
class ChaosIT {
  private static final Logger log = LoggerFactory.getLogger(ChaosIT.class);
  private static final long MEMORY_ROOM = 48L << 20;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @Test
  void everyClientEndsWithWhatTheStoreHolds(ElasticsearchServer elasticsearch)
      throws InterruptedException {
    ChaosSettings settings = ChaosSettings.fromProperties();
    log.warn("chaos by {}", settings.repeat());
    try (Servers servers = new Servers(data, elasticsearch.url())) {
      // Without faults first: what is loaded, cached and pooled once is no leak.
      new Round(servers, settings).run(List.of(Fault.none(Duration.ofSeconds(3))));
      Footprint before = Footprint.now();
      new Round(servers, settings).run(Fault.schedule(settings.seed(), settings.time()));
      Footprint after =
          Eventually.get(Footprint::now, now -> now.total() < before.total() + MEMORY_ROOM);
      log.warn("memory was {} and is {}", before, after);
      assertThat(after.total()).isLessThan(before.total() + MEMORY_ROOM);
    }
  }

  @Test
  void aSeedIsASchedule() {
    Duration time = Duration.ofMinutes(1);
    assertThat(Fault.schedule(7, time)).isEqualTo(Fault.schedule(7, time));
    assertThat(Fault.schedule(7, time)).isNotEqualTo(Fault.schedule(8, time));
  }
}
