package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.RestartablePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the embedded Redis: synced, rewritten, and taken over from Redis 6.2. */
class AppendOnlyIT {
  private static final int VALUE_BYTES = 100_000;

  @Test
  void theFileThatRedisAppendsToIsSyncedAlsoAfterARewrite(@TempDir Path data) throws Exception {
    EmbeddedRedis redis = EmbeddedRedis.start(data);
    AppendOnlyFiles files = new AppendOnlyFiles(data);
    try (AppendOnlySync sync = AppendOnlySync.start(files)) {
      RespClient.set(redis.url(), "tea", new byte[VALUE_BYTES]);
      Path first = files.current().getLast();
      assertThat(first.toFile().length()).isGreaterThan(VALUE_BYTES);
      Eventually.get(() -> sync.synced().get(first), size -> is(size, first));

      rewrite(redis, files);
      RespClient.set(redis.url(), "tea", new byte[2 * VALUE_BYTES]);
      Path second = files.current().getLast();
      assertThat(second).isNotEqualTo(first);
      assertThat(second.toFile().length()).isGreaterThan(2 * VALUE_BYTES);
      Eventually.get(() -> sync.synced().get(second), size -> is(size, second));
      assertThat(sync.synced()).containsOnlyKeys(files.current());
    } finally {
      redis.kill();
    }
  }

  @Test
  void aCrashDuringARewriteLosesNothingAccepted(@TempDir Path data) throws Exception {
    EmbeddedRedis first =
        EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
    for (int i = 0; i < 8; i++) {
      RespClient.set(first.url(), "much-" + i, new byte[4 << 20]);
    }
    assertThat(RespClient.ask(first.url(), "SET tea oolong")).isEqualTo("OK");
    assertThat(RespClient.ask(first.url(), "BGREWRITEAOF")).contains("started");
    assertThat(RespClient.ask(first.url(), "SET late tea")).isEqualTo("OK");
    first.kill();
    try (EmbeddedRedis second = EmbeddedRedis.start(first.options())) {
      assertThat(RespClient.ask(second.url(), "GET tea")).isEqualTo("oolong");
      assertThat(RespClient.ask(second.url(), "GET late")).isEqualTo("tea");
      assertThat(RespClient.ask(second.url(), "DBSIZE")).isEqualTo("10");
    }
  }

  /**
   * A Redis of version 6.2 wrote the file: a rewritten part, then commands. A crash may cut it in
   * the last command.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void theFileOfRedis62IsTakenOver(int cut, @TempDir Path data) throws Exception {
    byte[] written = resource("/embedded/appendonly-6.2.aof");
    Files.write(data.resolve("appendonly.aof"), Arrays.copyOf(written, written.length - cut));
    EmbeddedRedis first = EmbeddedRedis.start(data);
    isTakenOver(first, cut > 0);
    assertThat(RespClient.ask(first.url(), "SET new leaf")).isEqualTo("OK");
    first.kill();
    try (EmbeddedRedis second = EmbeddedRedis.start(data)) {
      isTakenOver(second, cut > 0);
      assertThat(RespClient.ask(second.url(), "GET new")).isEqualTo("leaf");
      rewrite(second, new AppendOnlyFiles(data));
    }
    try (EmbeddedRedis third = EmbeddedRedis.start(data)) {
      isTakenOver(third, cut > 0);
      assertThat(RespClient.ask(third.url(), "GET new")).isEqualTo("leaf");
    }
  }

  private static void isTakenOver(EmbeddedRedis redis, boolean cut) throws IOException {
    assertThat(RespClient.ask(redis.url(), "GET tea")).isEqualTo("black");
    assertThat(RespClient.ask(redis.url(), "HGET doc:1 rev")).isEqualTo("8");
    assertThat(RespClient.ask(redis.url(), "HGET doc:1 name")).isEqualTo("Earl Grey");
    assertThat(RespClient.ask(redis.url(), "XLEN log")).isEqualTo("3");
    assertThat(RespClient.ask(redis.url(), "ZSCORE dirty doc:1")).isEqualTo("3");
    assertThat(RespClient.ask(redis.url(), "EXISTS late")).isEqualTo(cut ? "0" : "1");
  }

  /** Rewrites the files and returns when Redis uses the new ones. */
  private static void rewrite(EmbeddedRedis redis, AppendOnlyFiles files) throws IOException {
    List<Path> before = files.current();
    assertThat(RespClient.ask(redis.url(), "BGREWRITEAOF")).contains("started");
    Eventually.get(
        () -> {
          try {
            return files.current();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        now -> now.size() == 2 && before.stream().noneMatch(now::contains));
  }

  private static boolean is(@Nullable Long size, Path file) {
    return size != null && size == file.toFile().length();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream bytes = AppendOnlyIT.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes).readAllBytes();
    }
  }
}
