package dev.tidegate.docs;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tidegate.wire.ClientMessageReader;
import dev.tidegate.wire.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests of the documents against each other, and against the code and the contracts. */
class DocumentsTest {
  private static final Path CONTRACTS = Path.of("src", "main", "resources", "webroot");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+[a-z])`");
  private static final Pattern SCRIPT = Pattern.compile("`?(scripts/[a-z./-]*[a-z])");
  private static final Pattern LUA = Pattern.compile("`([a-z-]+\\.lua)`");
  private static final Pattern KEY =
      Pattern.compile("`((?:http|redis|elasticsearch|search|read|live)\\.[a-z_.]+)`");
  private static final Pattern OPENAPI_PATH = Pattern.compile("(?m)^  (/\\S*):$");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^    ([a-z]+):\n      summary");
  private static final Pattern CLOSE_CODE = Pattern.compile("(?m)^\\| (\\d{4}) \\|");

  /** Schemes of links to the outside, which no test can rely on. */
  private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");

  private static final int README_BYTES = 8 << 10;

  @Test
  @DisplayName("The README has at most 8 KiB")
  void readmeIsShort() throws IOException {
    assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(README_BYTES);
  }

  @Test
  @DisplayName("Relative links lead to files, and anchors to headings")
  void linksResolve() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String link : page.links()) {
        if (!OUTSIDE.matcher(link).matches()) {
          links++;
          if (!resolves(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  private static boolean resolves(MarkdownPage from, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? from.file() : from.file().resolveSibling(parts[0]);
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || MarkdownPage.read(target).anchors().contains(parts[1]);
  }

  @Test
  @DisplayName("The README links every document")
  void readmeLinksEveryDocument() throws IOException {
    List<String> links = MarkdownPage.read(Path.of("README.md")).links();
    try (Stream<Path> files = Files.list(Path.of("src", "docs"))) {
      assertThat(files.map(Path::toString).filter(name -> name.endsWith(".md"))).isSubsetOf(links);
    }
  }

  @Test
  @DisplayName("The classes and Lua scripts that the architecture page names exist")
  void architectureNamesWhatExists() throws IOException {
    String page = prose("architecture.md");
    Set<String> classes = found(CLASS, page);
    assertThat(classes).hasSizeGreaterThan(20);
    Set<String> existing = names(Path.of("src", "main", "java"), ".java");
    existing.add("ArchitectureTest");
    assertThat(existing).containsAll(classes);
    assertThat(names(Path.of("src", "main", "resources", "lua"), "")).containsAll(found(LUA, page));
  }

  private static Set<String> names(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .collect(Collectors.toSet());
    }
  }

  @Test
  @DisplayName("The scripts and the keys of the configuration that documents name exist")
  void scriptsAndKeysExist() throws IOException {
    String reference = Files.readString(Path.of("src", "docs", "configuration.md"));
    for (MarkdownPage page : MarkdownPage.all()) {
      String text = Files.readString(page.file());
      for (String script : found(SCRIPT, text)) {
        assertThat(Path.of(script)).as(page.toString()).exists();
      }
      for (String key : found(KEY, text)) {
        String variable = "TIDEGATE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
        assertThat(reference).as("%s: %s", page, key).contains("`" + variable + "`");
      }
    }
  }

  @Test
  @DisplayName("The REST page describes every path of the OpenAPI contract")
  void everyPathIsDescribed() throws IOException {
    Set<String> paths = found(OPENAPI_PATH, Files.readString(CONTRACTS.resolve("openapi.yaml")));
    assertThat(paths).hasSizeGreaterThan(10);
    String page = Files.readString(Path.of("src", "docs", "rest-api.md"));
    assertThat(paths).allSatisfy(path -> assertThat(page).contains(path));
  }

  @Test
  @DisplayName("The page of the live protocol describes every message and every close code")
  void everyMessageAndCloseCodeIsDescribed() throws IOException {
    String page = Files.readString(Path.of("src", "docs", "live-protocol.md"));
    Set<String> messages = found(MESSAGE, Files.readString(CONTRACTS.resolve("asyncapi.yaml")));
    assertThat(messages).hasSizeGreaterThan(10);
    assertThat(messages)
        .allSatisfy(message -> assertThat(page).contains(json("'type':'%s'", message)));
    Set<String> codes =
        Arrays.stream(CloseCode.values())
            .map(code -> Short.toString(code.code()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found(CLOSE_CODE, page)).containsAll(codes);
  }

  @Test
  @DisplayName("The client messages that the page of the live protocol shows are valid")
  void clientMessagesAreValid() {
    List<CodeBlock> messages =
        MarkdownPage.document("live-protocol.md").blocks().stream()
            .filter(block -> block.language().equals("json"))
            .toList();
    assertThat(messages).hasSizeGreaterThan(2);
    for (CodeBlock message : messages) {
      assertThatCode(
              () ->
                  ClientMessageReader.message(
                      ClientMessageReader.object(message.text()).orElseThrow()))
          .as("line %d", message.line())
          .doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("Every decision has a status, a date, alternatives, and consequences")
  void decisionsHaveOneForm() throws IOException {
    Path directory = Path.of("src", "docs", "decisions");
    MarkdownPage index = MarkdownPage.read(directory.resolve("README.md"));
    int decisions = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.getFileName().toString().matches("\\d.*")).toList()) {
        decisions++;
        MarkdownPage page = MarkdownPage.read(file);
        assertThat(page.headings())
            .as(file.toString())
            .containsSubsequence("Context", "Decision", "Alternatives", "Consequences");
        assertThat(page.prose())
            .as(file.toString())
            .anyMatch(line -> line.matches("- Status: (Accepted|Proposed|Superseded)\\b.*"))
            .anyMatch(line -> line.matches("- Date: \\d{4}-\\d{2}-\\d{2}\\b.*"));
        assertThat(index.links()).contains(file.getFileName().toString());
      }
    }
    assertThat(decisions).isGreaterThan(10);
  }

  private static String prose(String document) {
    return String.join("\n", MarkdownPage.document(document).prose());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(match -> pattern.matcher(match).replaceFirst("$1").strip())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
