package dev.tidegate.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parser of synonym files in the syntax of Solr, with one rule per line.
 *
 * <ul>
 *   <li>{@code sofa, couch}: each finds the others.
 *   <li>{@code ipod, i-pod => apple ipod}: the words on the left mean those on the right, and no
 *       longer themselves.
 *   <li>{@code #} starts a comment. A backslash escapes a comma, {@code =>}, and itself.
 * </ul>
 */
public final class SynonymParser {
  /** Most rules of a file. */
  static final int MAX_RULES = 10_000;

  /** Most words of one entry of a rule. */
  static final int MAX_WORDS = 8;

  /** Most entries of a rule. */
  static final int MAX_ENTRIES = 16;

  private static final Pattern ARROW = Pattern.compile("(?<!\\\\)=>");
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  private final TextAnalyzer analyzer;
  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, List<Synonyms.Rule>> rules = new LinkedHashMap<>();

  private SynonymParser(TextAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * Parses a file.
   *
   * @param mistakes receives a text for each line that is wrong, with the number of the line
   */
  public static Synonyms parse(String content, TextAnalyzer analyzer, List<String> mistakes) {
    SynonymParser parser = new SynonymParser(analyzer);
    String[] lines = content.split("\\R", -1);
    int count = 0;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        count++;
        parser.line(i + 1, line);
      }
    }
    if (count > MAX_RULES) {
      parser.mistakes.add("%,d rules. Use at most %,d.".formatted(count, MAX_RULES));
    }
    mistakes.addAll(parser.mistakes);
    return new Synonyms(parser.rules);
  }

  private void line(int number, String line) {
    String[] sides = ARROW.split(line, -1);
    if (sides.length > 2) {
      mistakes.add("Line " + number + ": More than one =>. Use one line for each rule.");
      return;
    }
    List<List<String>> left = entries(number, sides[0]);
    List<List<String>> right = sides.length == 2 ? entries(number, sides[1]) : left;
    if (left.isEmpty() || right.isEmpty() || (sides.length == 1 && left.size() == 1)) {
      mistakes.add(
          "Line " + number + ": Nothing to replace. Use \"sofa, couch\" or \"couch => sofa\".");
      return;
    }
    for (List<String> words : left) {
      List<List<String>> others = new ArrayList<>(right);
      boolean replaces = sides.length == 2 && !others.remove(words);
      if (sides.length == 1) {
        others.remove(words);
      }
      rules
          .computeIfAbsent(words.getFirst(), first -> new ArrayList<>())
          .add(new Synonyms.Rule(words, others, replaces));
    }
  }

  private List<List<String>> entries(int number, String side) {
    List<List<String>> entries = new ArrayList<>();
    for (String entry : COMMA.split(side, -1)) {
      List<String> words = analyzer.words(unescaped(entry));
      if (words.size() > MAX_WORDS) {
        mistakes.add(
            "Line %d: \"%s\" has %d words. Use at most %d."
                .formatted(number, entry.strip(), words.size(), MAX_WORDS));
      } else if (words.isEmpty() && !entry.isBlank()) {
        mistakes.add("Line %d: \"%s\" has no word.".formatted(number, entry.strip()));
      } else if (!words.isEmpty() && !entries.contains(words)) {
        entries.add(words);
      }
    }
    if (entries.size() > MAX_ENTRIES) {
      mistakes.add(
          "Line %d: %d entries. Use at most %d.".formatted(number, entries.size(), MAX_ENTRIES));
    }
    return entries;
  }

  private static String unescaped(String entry) {
    return entry.replaceAll("\\\\(.)", "$1");
  }
}
