package dev.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Check of the glossary: one term for one thing in Javadoc, messages, contracts, and documents. */
class WordingTest {
  /** Words to avoid, and the terms to use. */
  private static final Map<Pattern, String> GLOSSARY = glossary();

  private static Map<Pattern, String> glossary() {
    Map<Pattern, String> words = new LinkedHashMap<>();
    avoid(words, "tell|tells|told|telling|say|says|said|saying", "send, notify, return, state");
    avoid(words, "held|kept", "cached, current, stored");
    avoid(words, "hear|hears|heard|hearing", "receive, observe");
    avoid(words, "begun|anew|(?:go|goes|going|gone|went) on", "start, continue, again");
    avoid(words, "any more", "no longer");
    avoid(words, "misspelt|beginnings", "prefix, fuzzy match");
    avoid(words, "(?:be|is|are|was|were) (?:behind|away)", "lag, unavailable");
    avoid(words, "whoever|those who", "caller, client");
    avoid(words, "brought", "resume position");
    avoid(
        words,
        "as many as (?:it|they) may|(?<!connection )refus(?:e|es|ed|ing|al|als)",
        "limit, reject");
    return words;
  }

  private static void avoid(Map<Pattern, String> words, String avoided, String used) {
    words.put(Pattern.compile("\\b(?:" + avoided + ")\\b", Pattern.CASE_INSENSITIVE), used);
  }

  @Test
  void textsUseTheTermsOfTheGlossary() throws IOException {
    List<String> found = new ArrayList<>();
    int texts = 0;
    for (Path file : files()) {
      for (Prose prose : Prose.of(file)) {
        texts++;
        check(prose, found);
      }
    }
    assertThat(texts).isGreaterThan(3_000);
    assertThat(found).as("words that the glossary avoids").isEmpty();
  }

  private static void check(Prose prose, List<String> found) {
    GLOSSARY.forEach(
        (avoided, used) -> {
          Matcher word = avoided.matcher(prose.text());
          while (word.find()) {
            found.add(
                "%s:%d: \"%s\" (use: %s) in: %s"
                    .formatted(prose.file(), prose.line(), word.group(), used, prose.text()));
          }
        });
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Path.of("README.md"));
    for (String root : List.of("src", "conf", "scripts")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(WordingTest::isRead).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static boolean isRead(Path file) {
    String path = file.toString();
    return Files.isRegularFile(file)
        && (path.endsWith(".java")
            || path.endsWith(".md")
            || path.endsWith(".yaml")
            || (path.startsWith("scripts") && !path.endsWith(".json")));
  }
}
