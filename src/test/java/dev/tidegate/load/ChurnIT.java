package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are gone leave nothing behind. */
@GatewayTest
@Timeout(120)
class ChurnIT {
  /** An idle session takes 3,000, and what is left of one that leaks would be a part of it. */
  private static final double MOST_BYTES = 300;

  @Test
  void theHeapStaysWhereItWas(GatewayServer gateway, @TempDir Path out) throws IOException {
    int code =
        Load.execute(
            Path.of("scripts", "load.d"),
            System.err,
            "churn",
            "--target=127.0.0.1:" + gateway.port(),
            "--sessions=300",
            "--cycles=15",
            "--documents=100",
            "--pause=100ms",
            "--out",
            out.toString());
    assertThat(code).isZero();
    assertThat(derived(out).path("gateway bytes of heap left a connection").asDouble(1e9))
        .isLessThan(MOST_BYTES);
  }

  private static JsonNode derived(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      Path json = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
      return new ObjectMapper().readTree(Files.readString(json)).path("derived");
    }
  }
}
