package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The append-only files of a Redis of version 7.0 or later: a base, and the increments written
 * since then. A rewrite starts a new increment and then replaces the base and the older increments.
 *
 * @param directory the data directory
 */
record AppendOnlyFiles(Path directory) {
  static final String NAME = "appendonly.aof";
  static final String FOLDER = "appendonlydir";

  private static final String MANIFEST = NAME + ".manifest";

  /** Type of the files that a rewrite replaced. Redis deletes them. */
  private static final String HISTORY = "h";

  /** Prefix of the file that a rewrite writes, in the data directory. */
  private static final String REWRITTEN = "temp-rewriteaof";

  /**
   * Returns the files that Redis reads at its next start, in that order. Redis appends to the last.
   * Empty before the first start.
   */
  List<Path> current() throws IOException {
    Path folder = directory.resolve(FOLDER);
    List<Path> files = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(MANIFEST))) {
        String[] words = line.split(" ", -1);
        if (words.length == 6 && words[0].equals("file") && !words[5].equals(HISTORY)) {
          files.add(folder.resolve(words[1]));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return files;
  }

  /** Returns whether a rewrite is in progress. */
  boolean areRewritten() {
    String[] names = directory.toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.startsWith(REWRITTEN));
  }
}
