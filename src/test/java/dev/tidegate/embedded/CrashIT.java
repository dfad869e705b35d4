package dev.tidegate.embedded;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayProgram;
import dev.tidegate.testing.HttpCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of embedded servers that end unexpectedly, with their data. */
class CrashIT {
  private static final Pattern READY = Pattern.compile("ready: storefront (http://[^/]+)/");

  private final Queue<String> printed = new ConcurrentLinkedQueue<>();

  @Test
  void embeddedServersAreStartedAgain(@TempDir Path data) throws Exception {
    Process program = GatewayProgram.start(data, Map.of());
    try {
      HttpCalls http = new HttpCalls(URI.create(readyAt(program)));
      long rev = http.put("/v1/products/crash", json("{'name':'zanzibar','stock':1}")).rev();
      http.put("/v1/products/other", json("{'name':'zanzibar'}"));
      found(http);
      List<ProcessHandle> servers = List.of(server(data, "redis"), server(data, "elasticsearch"));
      servers.forEach(ProcessHandle::destroyForcibly);
      servers.forEach(server -> server.onExit().join());
      Eventually.get(
          () -> http.patch("/v1/products/crash", json("{'stock':2}")).status(),
          status -> status == 200);
      assertThat(http.get("/v1/products/crash").rev()).isGreaterThan(rev);
      Eventually.get(
          () -> http.get("/health/ready").text(),
          health -> health.contains(json("'status':'ready'")));
      found(http);
      assertThat(printed)
          .anyMatch(line -> line.contains("Redis connection lost, reconnecting url=redis://***@"));
      String password = RedisSecretsIT.passwordIn(data.resolve("redis"));
      assertThat(printed).noneMatch(line -> line.contains(password));
    } finally {
      program.destroy();
      assertThat(program.waitFor()).isZero();
    }
  }

  /** Not all children of the program: one may be recording the startup cache of Elasticsearch. */
  private static ProcessHandle server(Path data, String name) throws IOException {
    return new PidFile(data.resolve(name).resolve("child.pid")).living().orElseThrow();
  }

  /** By the index: the gateway itself knows its recent writes, of which a page shows one. */
  private static void found(HttpCalls http) {
    Eventually.get(
        () -> http.get("/v1/products?q=zanzibar&limit=1").text(),
        answer -> answer.contains(json("'total':2")));
  }

  private String readyAt(Process program) throws IOException {
    BufferedReader output = program.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      printed.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread.ofVirtual().start(() -> output.lines().forEach(printed::add));
        return ready.group(1);
      }
    }
    throw new IllegalStateException("it ended while it started");
  }
}
