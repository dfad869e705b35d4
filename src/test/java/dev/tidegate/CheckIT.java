package dev.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --check} of the program. */
class CheckIT {
  @Test
  void theMistakesOfAllFilesAreReportedAtOnce(@TempDir Path directory)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("gateway.yaml"), "http: { port: 70000 }\n");
    Path collections = Files.createDirectory(directory.resolve("collections"));
    Files.writeString(collections.resolve("rooms.yaml"), "fields: { name: { type: txt } }\n");
    Process check =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tidegate.Tidegate",
                "--check",
                "--config",
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(output).isEqualTo(2);
    assertThat(output).contains("http.port", "rooms.yaml");
  }
}
