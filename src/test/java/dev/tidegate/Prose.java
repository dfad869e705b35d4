package dev.tidegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of a file that people read: comments and messages of sources, descriptions of contracts,
 * and documents. Identifiers, codes, and other quoted code are left out.
 *
 * @param line first line of the text, from 1; 0 for a text of a contract
 */
record Prose(Path file, int line, String text) {
  private static final Pattern JAVA =
      Pattern.compile(
          "\"\"\"(?<block>.*?)\"\"\"|\"(?<string>(?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'"
              + "|/\\*(?<comment>.*?)\\*/|//(?<line>[^\\n]*)",
          Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile(
          "\\{@(?:code|link|linkplain|value|snippet)[^}]*}|<pre>.*?</pre>|`[^`]*`"
              + "|@param \\w+|@see \\S+");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern SPACES = Pattern.compile("\\s*\\n\\s*(?:\\*(?!/)|#)?\\s*");
  private static final Set<String> DESCRIPTIONS = Set.of("description", "summary", "title");

  static List<Prose> of(Path file) throws IOException {
    String text = Files.readString(file);
    String name = file.getFileName().toString();
    if (name.endsWith(".java")) {
      return java(file, text);
    }
    if (name.endsWith("api.yaml")) {
      List<Prose> found = new ArrayList<>();
      collect(file, new YAMLMapper().readTree(text), found);
      return found;
    }
    return name.endsWith(".md") ? document(file, text) : comments(file, text);
  }

  private static List<Prose> java(Path file, String source) {
    boolean messages = file.startsWith("src/main") || file.startsWith("src/client");
    List<Prose> found = new ArrayList<>();
    Matcher matcher = JAVA.matcher(source);
    while (matcher.find()) {
      String text = matcher.group("comment");
      text = text == null ? matcher.group("line") : text;
      text = text == null && messages ? matcher.group("string") : text;
      if (text != null && text.strip().contains(" ")) {
        found.add(of(file, line(source, matcher.start()), text));
      }
    }
    return found;
  }

  private static void collect(Path file, JsonNode node, List<Prose> found) {
    node.properties()
        .forEach(
            member -> {
              if (DESCRIPTIONS.contains(member.getKey()) && member.getValue().isTextual()) {
                found.add(of(file, 0, member.getValue().textValue()));
              }
            });
    node.forEach(child -> collect(file, child, found));
  }

  private static List<Prose> document(Path file, String markdown) {
    String text =
        FENCE.matcher(markdown).replaceAll(code -> code.group().replaceAll("[^\\n]+", ""));
    List<Prose> found = new ArrayList<>();
    int start = 0;
    for (String paragraph : text.split("(?<=\\n)\\n", -1)) {
      found.add(of(file, line(text, start), paragraph));
      start += paragraph.length() + 1;
    }
    return found;
  }

  private static List<Prose> comments(Path file, String script) {
    List<Prose> found = new ArrayList<>();
    int number = 0;
    for (String line : script.split("\\n", -1)) {
      number++;
      int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
      if (comment >= 0) {
        found.add(of(file, number, line.substring(comment)));
      }
    }
    return found;
  }

  private static Prose of(Path file, int line, String text) {
    String joined = SPACES.matcher(text).replaceAll(" ");
    return new Prose(file, line, CODE.matcher(joined).replaceAll("…"));
  }

  private static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
