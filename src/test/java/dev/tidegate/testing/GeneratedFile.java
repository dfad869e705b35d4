package dev.tidegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that a test generates. */
public final class GeneratedFile {
  private GeneratedFile() {}

  /**
   * Fails if the file differs from the text. With {@code -Dtidegate.docs.write=true}, writes the
   * text first.
   *
   * @param command regenerates the file
   */
  public static void assertCurrent(String name, String text, String command) throws IOException {
    Path file = Path.of(name);
    if (Boolean.getBoolean("tidegate.docs.write")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is stale. Run %s to regenerate it.", name, command)
        .isEqualTo(text);
  }
}
