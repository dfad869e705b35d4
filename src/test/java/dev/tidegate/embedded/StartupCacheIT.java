package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidegate.testing.Alone;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Alone
class StartupCacheIT {
  @Test
  void isRecordedByATrainingRunAndUsedByTheNextStart(@TempDir Path data) throws Exception {
    assumeTrue(StartupCache.isSupported(), "needs a JDK >= 25");
    var options =
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data).withStartupCache(false);
    var command =
        new ElasticsearchCommand(options.home().toAbsolutePath(), options.heapMegabytes());
    var cache = StartupCache.of(command, data.toRealPath().resolve("startup-cache"));
    assertThat(cache.flags()).isEmpty();

    try (var training = new StartupCacheTraining(command, cache)) {
      training.start().get(5, TimeUnit.MINUTES);
    }

    assertThat(cache.exists()).isTrue();
    assertThat(cache.directory()).isDirectoryContaining(cache.file()::equals);
    try (var node = EmbeddedElasticsearch.start(options)) {
      assertThat(ProcessHandle.of(node.pid()).orElseThrow().info().commandLine())
          .hasValueSatisfying(line -> assertThat(line).contains("-XX:AOTCache=" + cache.file()));
    }
  }

  @Test
  void aTrainingThatIsGivenUpLeavesNothing(@TempDir Path data) throws Exception {
    assumeTrue(StartupCache.isSupported(), "needs a JDK >= 25");
    var command = new ElasticsearchCommand(ElasticsearchHome.besideProgram().toAbsolutePath(), 256);
    var cache = StartupCache.of(command, data.toRealPath().resolve("startup-cache"));
    var training = new StartupCacheTraining(command, cache);
    var ended = training.start();
    training.close();
    ended.get(30, TimeUnit.SECONDS);
    assertThat(cache.directory()).isEmptyDirectory();
  }
}
