package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes and files of a gateway that was killed with SIGKILL. */
class OrphansIT {
  @Test
  void endByThemselvesOrAtTheNextStart(@TempDir Path data) throws Exception {
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledGateway.class.getName(),
                data.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    List<String> started = started(gateway);
    ProcessHandle redis = ProcessHandle.of(Long.parseLong(started.get(1))).orElseThrow();
    String url = started.get(2);
    ProcessHandle elasticsearch = ProcessHandle.of(Long.parseLong(started.get(3))).orElseThrow();
    assertThat(RespClient.ask(url, "SET tea white")).isEqualTo("OK");

    gateway.destroyForcibly().waitFor();

    elasticsearch.onExit().get(30, TimeUnit.SECONDS);
    assertThat(redis.isAlive()).isTrue();
    try (EmbeddedRedis next = EmbeddedRedis.start(data.resolve("redis"))) {
      assertThat(redis.isAlive()).isFalse();
      assertThat(url).doesNotContain(next.options().password());
      assertThat(RespClient.ask(next.url(), "GET tea")).isEqualTo("white");
    }
  }

  @Test
  void areNotMistakenForStrangersThatGotTheirPid(@TempDir Path data) throws Exception {
    PidFile file = new PidFile(data.resolve("child.pid"));
    file.write(ProcessHandle.current());
    assertThat(file.living()).contains(ProcessHandle.current());

    Instant earlier = ProcessHandle.current().info().startInstant().orElseThrow().minusSeconds(60);
    Files.write(file.path(), List.of("" + ProcessHandle.current().pid(), earlier.toString()));
    assertThat(file.living()).isEmpty();

    Files.writeString(file.path(), "12");
    assertThat(file.living()).isEmpty();
  }

  private static List<String> started(Process gateway) throws IOException {
    BufferedReader output = gateway.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("started ")) {
        return List.of(line.split(" "));
      }
    }
    throw new AssertionError("the gateway ended before its servers were up");
  }
}
