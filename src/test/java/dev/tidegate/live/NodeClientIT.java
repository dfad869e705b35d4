package dev.tidegate.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.NodePackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript client in Node with the package ws, which has to be reachable or cached. */
@GatewayTest
class NodeClientIT {
  private static final Path PROGRAM = Path.of("src", "test", "js", "program", "node-client.js");

  private final GatewayServer gateway;

  NodeClientIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @Test
  void worksAndLeavesNothingBehind(@TempDir Path directory) throws Exception {
    assumeTrue(
        NodePackages.install(directory, "ws@8"),
        "SKIPPED: there is no Node, or npm can't get the package ws");
    Path output = directory.resolve("output");
    Process node =
        start(
            output,
            "node",
            PROGRAM.toAbsolutePath().toString(),
            "http://127.0.0.1:" + gateway.port() + "/",
            directory.toRealPath().toString());
    boolean ended = node.waitFor(60, TimeUnit.SECONDS);
    node.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("it ends by itself: %s", text).isTrue();
    assertThat(node.exitValue()).as(text).isZero();
    assertThat(text).contains("done");
  }

  private static Process start(Path output, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
