package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a child beyond the life of its parent. Process ids are given out again, so a process
 * counts as the child only if it also started when the child did.
 */
record PidFile(Path path) {
  /** The system derives start times from its uptime: a corrected clock moves them a little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  void write(ProcessHandle child) throws IOException {
    Instant started = child.info().startInstant().orElse(Instant.EPOCH);
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.write(draft, List.of(Long.toString(child.pid()), started.toString()));
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** The recorded child if it still runs. */
  Optional<ProcessHandle> living() throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.get(0));
      Instant started = Instant.parse(lines.get(1));
      return ProcessHandle.of(pid).filter(process -> startedAt(process, started));
    } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeParseException e) {
      return Optional.empty(); // cut short when the machine went down, and its processes with it
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .filter(actual -> Duration.between(actual, expected).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }
}
