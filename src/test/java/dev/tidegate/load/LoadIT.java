package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.Futures;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of {@code scripts/load}: exit codes, the JSON file, and messages about mistakes. */
@GatewayTest
@ExtendWith(VertxExtension.class)
@Timeout(120)
class LoadIT {
  private static final Path SCENARIOS = Path.of("scripts", "load.d");

  @TempDir private Path out = Path.of("");
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"every", "ids"})
  void aFanoutPassesAndTellsWhatItMeasured(String mode, GatewayServer gateway) throws IOException {
    assertThat(fanout(gateway.port(), "--mode", mode)).isZero();

    JsonNode result = result();
    assertThat(result.path("passed").asBoolean()).isTrue();
    assertThat(result.path("findings")).isEmpty();
    assertThat(result.path("errors")).isEmpty();
    assertThat(result.path("seconds").asDouble()).isBetween(1.0, 10.0);
    assertThat(result.path("knobs").path("mode").asText()).isEqualTo(mode);
    assertThat(result.at("/derived/changes lost").asDouble(-1)).isZero();
    assertThat(result.at("/derived/reconciled pairs of session and document").asInt())
        .isEqualTo(mode.equals("every") ? 20 * 10 : 20 * 5);
    // 50 changes a second, each for every session, or for half of them.
    int watching = mode.equals("every") ? 20 : 10;
    assertThat(result.at("/counts/delivered/count").asLong())
        .isGreaterThan(25L * watching)
        .isLessThan(200L * watching);
    JsonNode latency = result.at("/latency/delivery");
    assertThat(latency.path("p50").asLong()).isPositive();
    assertThat(latency.path("p99").asLong())
        .isBetween(latency.path("p50").asLong(), latency.path("max").asLong());
    assertThat(files(".html")).hasSize(1);
  }

  @Test
  void theSameWorkAsForOtherServers(GatewayServer gateway) throws IOException {
    int code =
        load(
            "scripts/compare/shapes/wide.yaml",
            "--target",
            "127.0.0.1:" + gateway.port(),
            "--sessions=20",
            "--documents=50",
            "--in-flight=16",
            "--warmup=200ms",
            "--duration=1s");
    assertThat(code).isZero();
    assertThat(result().at("/derived/changes lost").asDouble(-1)).isZero();
    assertThat(result().at("/latency/delivery/count").asLong()).isPositive();
  }

  @Test
  void watchedSearchesEndAsASearchAnswers(GatewayServer gateway) throws IOException {
    int code =
        load(
            "listing",
            "--target=http://127.0.0.1:" + gateway.port(),
            "--sessions=10",
            "--watched=3",
            "--listings=20",
            "--documents=200",
            "--rate=100",
            "--settle=1s",
            "--warmup=200ms",
            "--duration=1s");
    assertThat(code).isZero();
    assertThat(result().at("/derived/lists compared with a search").asInt()).isEqualTo(30);
    assertThat(result().at("/latency/leave/count").asLong()).isPositive();
    assertThat(result().at("/latency/enter/count").asLong()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"every", "ids"})
  void whatGotLostFailsTheRun(String mode, Vertx vertx) throws IOException {
    int port = Futures.await(BareBroadcast.listen(vertx, 0, 100)).actualPort();
    assertThat(fanout(port, "--mode", mode, "--stall=1s")).isEqualTo(1);
    JsonNode result = result();
    assertThat(result.path("passed").asBoolean()).isFalse();
    assertThat(result.path("findings").toString())
        .contains(mode.equals("every") ? "left out of an `every` subscription" : "as GET answers");
  }

  @Test
  void aServerThatLosesNothingPassesToo(Vertx vertx) throws IOException {
    int port = Futures.await(BareBroadcast.listen(vertx, 0, 0)).actualPort();
    assertThat(fanout(port)).isZero();
  }

  @Test
  void mistakesAreNamedAndNothingIsRun() throws IOException {
    assertThat(load("fanout", "--sesions", "3")).isEqualTo(2);
    assertThat(said()).contains("--sesions", "sessions");
    assertThat(load("fanout", "--sessions", "some")).isEqualTo(2);
    assertThat(said()).contains("sessions must be a number, not some");
    assertThat(load("fanout", "--mode", "none")).isEqualTo(2);
    assertThat(said()).contains("mode must be ids or every, not none");
    assertThat(load("flood")).isEqualTo(2);
    assertThat(said()).contains("no scenario flood", "fanout", "storefront");
    assertThat(load("fanout", "--target", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(said()).contains("127.0.0.1:1");
    assertThat(files("")).isEmpty();
  }

  private int fanout(int port, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "fanout",
                "--target=http://127.0.0.1:" + port,
                "--sessions=20",
                "--documents=10",
                "--watched=5",
                "--rate=50",
                "--warmup=200ms",
                "--duration=2s"));
    args.addAll(List.of(more));
    return load(args.toArray(String[]::new));
  }

  private int load(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--out", out.toString()));
    return Load.execute(
        SCENARIOS,
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        all.toArray(String[]::new));
  }

  private String said() {
    String said = errors.toString(StandardCharsets.UTF_8);
    errors.reset();
    return said;
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(Files.readString(files(".json").getFirst()));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
