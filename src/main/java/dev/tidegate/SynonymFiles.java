package dev.tidegate;

import dev.tidegate.config.ConfigException;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.text.SynonymParser;
import dev.tidegate.text.Synonyms;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Synonyms of the collections, one file {@code synonyms/NAME.txt} for each. The files are examined
 * every two seconds. A file with a mistake changes nothing. {@link #of} is for any thread.
 */
public final class SynonymFiles {
  private static final Logger log = LoggerFactory.getLogger(SynonymFiles.class);
  private static final long EXAMINE_MS = 2_000;
  private static final long MAX_BYTES = 4 << 20;
  private static final String SUFFIX = ".txt";

  /** State of a file when it was read. Without a file, both are 0. */
  private record Stamp(long modified, long size) {
    static final Stamp ABSENT = new Stamp(0, 0);
  }

  private final TextAnalyzer analyzer = new IcuTextAnalyzer();
  private final Path directory;
  private final Catalog catalog;
  private final Map<String, Stamp> stamps = new ConcurrentHashMap<>();
  private final Map<String, Synonyms> synonyms = new ConcurrentHashMap<>();
  private volatile Future<Void> examination = Future.succeededFuture();
  private volatile @Nullable Runnable timer;

  private SynonymFiles(Path directory, Catalog catalog) {
    this.directory = directory;
    this.catalog = catalog;
  }

  /** Returns no synonyms, from no files. */
  public static SynonymFiles none(Catalog catalog) {
    return new SynonymFiles(Path.of(""), catalog);
  }

  /**
   * Reads all files of a directory, which need not exist. Blocks.
   *
   * @throws ConfigException naming each file and line that is wrong
   */
  public static SynonymFiles load(Path directory, Catalog catalog) throws ConfigException {
    SynonymFiles files = new SynonymFiles(directory, catalog);
    if (directory.toString().isEmpty()) {
      return files;
    }
    List<String> mistakes = files.strangers();
    for (Collection collection : catalog.collections()) {
      files.read(collection, mistakes);
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return files;
  }

  /** Returns the present synonyms of a collection. */
  public Synonyms of(Collection collection) {
    return synonyms.getOrDefault(collection.name(), Synonyms.NONE);
  }

  /**
   * Examines the files from now on.
   *
   * @param changed called on a context of Vert.x for each collection whose synonyms have changed
   */
  void follow(Vertx vertx, Consumer<Collection> changed) {
    if (!directory.toString().isEmpty()) {
      long id =
          vertx.setPeriodic(
              EXAMINE_MS,
              each ->
                  examination =
                      vertx
                          .executeBlocking(this::examine)
                          .onSuccess(all -> all.forEach(changed))
                          .mapEmpty());
      timer = () -> vertx.cancelTimer(id);
    }
  }

  /** Ends the examination. The result completes once no file is being read. */
  Future<Void> stop() {
    Runnable running = timer;
    if (running != null) {
      running.run();
    }
    return examination;
  }

  /** Mistakes in the names of files. */
  private List<String> strangers() throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return mistakes;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .filter(name -> catalog.get(name.substring(0, name.length() - SUFFIX.length())) == null)
          .sorted()
          .forEach(name -> mistakes.add(directory.resolve(name) + ": No collection of this name."));
    } catch (IOException e) {
      throw new ConfigException(directory + ": Cannot read the directory: " + e.getMessage());
    }
    return mistakes;
  }

  private synchronized List<Collection> examine() {
    List<Collection> changed = new ArrayList<>();
    for (Collection collection : catalog.collections()) {
      List<String> mistakes = new ArrayList<>();
      if (read(collection, mistakes)) {
        log.info("Synonyms read collection={}", collection);
        changed.add(collection);
      }
      mistakes.forEach(mistake -> log.warn("Synonyms not changed: {}", mistake));
    }
    return changed;
  }

  /** Reads a file if it has changed. Returns whether its synonyms are used from now on. */
  private boolean read(Collection collection, List<String> mistakes) {
    Path file = directory.resolve(collection.name() + SUFFIX);
    try {
      Stamp stamp = stamp(file);
      if (stamp.equals(stamps.getOrDefault(collection.name(), Stamp.ABSENT))) {
        return false;
      }
      stamps.put(collection.name(), stamp);
      List<String> wrong = new ArrayList<>();
      Synonyms read = stamp.equals(Stamp.ABSENT) ? Synonyms.NONE : parse(file, stamp, wrong);
      wrong.forEach(mistake -> mistakes.add(file + ": " + mistake));
      if (wrong.isEmpty()) {
        synonyms.put(collection.name(), read);
      }
      return wrong.isEmpty();
    } catch (IOException e) {
      mistakes.add(file + ": Cannot read the file: " + e.getMessage());
      return false;
    }
  }

  private Synonyms parse(Path file, Stamp stamp, List<String> wrong) throws IOException {
    if (stamp.size() > MAX_BYTES) {
      wrong.add("%,d bytes. Use at most %,d.".formatted(stamp.size(), MAX_BYTES));
      return Synonyms.NONE;
    }
    return SynonymParser.parse(Files.readString(file), analyzer, wrong);
  }

  private static Stamp stamp(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Stamp.ABSENT;
    }
    FileTime modified = Files.getLastModifiedTime(file);
    return new Stamp(modified.toMillis(), Files.size(file));
  }
}
