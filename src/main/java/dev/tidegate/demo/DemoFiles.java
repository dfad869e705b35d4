package dev.tidegate.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of the jar's {@code demo} folder. */
final class DemoFiles {
  private DemoFiles() {}

  static InputStream open(String name) {
    InputStream in = DemoFiles.class.getResourceAsStream("/demo/" + name);
    if (in == null) {
      throw new IllegalStateException("the jar lacks demo/" + name);
    }
    return in;
  }

  static List<String> lines(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
