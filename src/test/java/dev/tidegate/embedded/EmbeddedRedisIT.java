package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.testing.RestartablePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
  /** Longer than it takes Redis to begin a sync. */
  private static final Duration BUSY = Duration.ofMillis(1_500);

  @Test
  void keepsWhatItAcceptedAcrossRestarts(@TempDir Path data) throws Exception {
    try (EmbeddedRedis first = EmbeddedRedis.start(data)) {
      assertThat(RespClient.ask(first.url(), "SET tea green")).isEqualTo("OK");
    }
    try (EmbeddedRedis second = EmbeddedRedis.start(data)) {
      assertThat(RespClient.ask(second.url(), "GET tea")).isEqualTo("green");
    }
  }

  @Test
  void comesBackOnItsPortAfterACrash(@TempDir Path data) throws Exception {
    EmbeddedRedis first =
        EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
    assertThat(RespClient.ask(first.url(), "SET tea black")).isEqualTo("OK");
    first.kill();
    try (EmbeddedRedis second = EmbeddedRedis.start(first.options())) {
      assertThat(second.port()).isEqualTo(first.port());
      assertThat(RespClient.ask(second.url(), "GET tea")).isEqualTo("black");
    }
  }

  /** Redis keeps back what it accepts while it syncs itself and the disk takes its time. */
  @Test
  void aCrashLosesNothingAcceptedWhileTheDiskIsBusy(@TempDir Path data) throws Exception {
    EmbeddedRedis first = EmbeddedRedis.start(data);
    for (int i = 0; i < 3; i++) {
      RespClient.set(first.url(), "much", new byte[16 << 20]);
    }
    long end = System.nanoTime() + BUSY.toNanos();
    while (!RespClient.info(first.url(), "persistence", "aof_pending_bio_fsync").equals("1")
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(RespClient.ask(first.url(), "SET tea oolong")).isEqualTo("OK");
    first.kill();
    try (EmbeddedRedis second = EmbeddedRedis.start(data)) {
      assertThat(RespClient.ask(second.url(), "GET tea")).isEqualTo("oolong");
    }
  }

  @Test
  void theBundledServerServes(@TempDir Path data) throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(RedisOptions.in(data), new Children(), "")) {
      assertThat(RespClient.info(redis.url(), "server", "redis_version"))
          .isEqualTo(BundledRedis.VERSION);
      assertThat(Path.of(RespClient.info(redis.url(), "server", "executable")))
          .hasParentRaw(data.toRealPath());
    }
  }

  @Test
  void refusesADirectoryInUse(@TempDir Path data) throws Exception {
    try (EmbeddedRedis first = EmbeddedRedis.start(data)) {
      assertThatThrownBy(() -> EmbeddedRedis.start(data))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining(data.toRealPath().toString())
          .hasMessageContaining("in use");
      assertThat(RespClient.ask(first.url(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void tellsWhyItCannotStart(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedRedis.start(RedisOptions.in(data).withPort(taken.getLocalPort())))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("bind: Address"); // the rest differs between C libraries
    }
    EmbeddedRedis.start(data).close(); // the failed start released the directory
  }
}
