package dev.tidegate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file: its code blocks, headings, and links. */
final class MarkdownPage {
  private static final Path DOCUMENTS = Path.of("src", "docs");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HTML_LINK = Pattern.compile("(?:src|srcset|href)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
  private static final String FENCE = "```";

  private final Path file;
  private final List<String> prose = new ArrayList<>();
  private final List<CodeBlock> blocks = new ArrayList<>();

  private MarkdownPage(Path file) {
    this.file = file;
    try {
      parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage read(Path file) {
    return new MarkdownPage(file);
  }

  static MarkdownPage document(String name) {
    return read(DOCUMENTS.resolve(name));
  }

  /** Returns the README, the pages under {@code src/docs}, and those of {@code .github}. */
  static List<MarkdownPage> all() {
    List<MarkdownPage> pages = new ArrayList<>(List.of(read(Path.of("README.md"))));
    pages.addAll(in(DOCUMENTS));
    pages.addAll(in(Path.of(".github")));
    return pages;
  }

  private static List<MarkdownPage> in(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse(List<String> lines) {
    int number = 0;
    StringBuilder code = new StringBuilder();
    CodeBlock open = null;
    for (String line : lines) {
      number++;
      if (open == null && line.startsWith(FENCE)) {
        open = new CodeBlock(line.substring(FENCE.length()).strip(), "", number);
        code.setLength(0);
      } else if (open == null) {
        prose.add(line);
      } else if (line.startsWith(FENCE)) {
        blocks.add(new CodeBlock(open.language(), code.toString(), open.line()));
        open = null;
      } else {
        code.append(line).append('\n');
      }
    }
    if (open != null) {
      throw new IllegalStateException(file + ": no end of the code block in line " + open.line());
    }
  }

  Path file() {
    return file;
  }

  List<CodeBlock> blocks() {
    return List.copyOf(blocks);
  }

  /** Returns the lines outside of code blocks. */
  List<String> prose() {
    return List.copyOf(prose);
  }

  /** Returns the targets of links and images, except for code. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    for (String line : prose) {
      String text = CODE_SPAN.matcher(line).replaceAll("");
      Stream.of(LINK, HTML_LINK)
          .flatMap(pattern -> pattern.matcher(text).results())
          .map(MatchResult::group)
          .map(MarkdownPage::target)
          .forEach(links::add);
    }
    return links;
  }

  private static String target(String link) {
    String inner = link.endsWith(")") ? link.substring(link.lastIndexOf('(') + 1) : link;
    return inner.replaceAll("^\\w+=\"|[\")]$", "");
  }

  /** Returns the text of each heading. */
  List<String> headings() {
    return prose.stream()
        .map(HEADING::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(heading -> heading.group(1).strip())
        .toList();
  }

  /** Returns the anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new LinkedHashSet<>();
    for (String heading : headings()) {
      String slug =
          LINK_TEXT
              .matcher(heading)
              .replaceAll("$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int earlier = seen.merge(slug, 1, Integer::sum) - 1;
      anchors.add(earlier == 0 ? slug : slug + "-" + earlier);
    }
    return anchors;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
