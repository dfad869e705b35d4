package dev.tidegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Compares documented output with actual output. Everything must be equal, except for:
 *
 * <ul>
 *   <li>the text {@code …}, which stands for any text
 *   <li>{@code took_ms}, which is any number
 *   <li>revisions: those that are equal in the document must be equal, and keep their order
 * </ul>
 */
final class ExpectedOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LEAST_REVISION = 1_000_000_000_000_000L;
  private static final Pattern REVISION = Pattern.compile("\\d{16}");
  private static final String ANYTHING = "…";

  /** Actual revisions by documented ones. */
  private final TreeMap<Long, Long> revisions = new TreeMap<>();

  /** Checks one or more JSON values, with or without white space between them. */
  void checkJson(CodeBlock expected, String actual) {
    List<JsonNode> wanted = values(expected.text());
    List<JsonNode> found = values(actual);
    String where = "line " + expected.line();
    assertThat(found).as("%s: %s", where, actual).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      check(where + " " + actual, wanted.get(i), found.get(i));
    }
  }

  /** Checks a response with its status line, and those of its headers that the document shows. */
  void checkHttp(CodeBlock expected, String actual) {
    String[] wanted = expected.text().split("\n\n", 2);
    String[] found = actual.replace("\r", "").split("\n\n", 2);
    assertThat(withoutRevisions(found[0]))
        .as("line %d: %s", expected.line(), actual)
        .containsAll(withoutRevisions(wanted[0]));
    List<Long> documented = revisionsIn(wanted[0]);
    List<Long> actualOnes = revisionsIn(found[0]);
    for (int i = 0; i < documented.size(); i++) {
      revision("line " + expected.line(), documented.get(i), actualOnes.get(i));
    }
    checkJson(new CodeBlock("json", wanted[1], expected.line()), found[1]);
  }

  private static List<String> withoutRevisions(String head) {
    return REVISION.matcher(head).replaceAll("REV").lines().toList();
  }

  private static List<Long> revisionsIn(String text) {
    return REVISION.matcher(text).results().map(found -> Long.valueOf(found.group())).toList();
  }

  /** Parses JSON values, with or without white space between them. */
  static List<JsonNode> values(String text) {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private void check(String where, JsonNode wanted, JsonNode found) {
    if (wanted.isObject()) {
      assertThat(names(found)).as(where).isEqualTo(names(wanted));
      wanted
          .properties()
          .forEach(member -> checkMember(where, member.getKey(), member.getValue(), found));
    } else if (wanted.isArray()) {
      assertThat(found.size()).as(where).isEqualTo(wanted.size());
      for (int i = 0; i < wanted.size(); i++) {
        check(where, wanted.get(i), found.get(i));
      }
    } else if (wanted.asLong() >= LEAST_REVISION) {
      assertThat(found.isIntegralNumber()).as(where).isTrue();
      revision(where, wanted.asLong(), found.asLong());
    } else if (wanted.asText().equals(ANYTHING)) {
      assertThat(found.asText()).as(where).isNotBlank();
    } else {
      assertThat(found).as(where).isEqualTo(wanted);
    }
  }

  private void checkMember(String where, String name, JsonNode wanted, JsonNode parent) {
    JsonNode found = parent.path(name);
    if (name.equals("took_ms")) {
      assertThat(found.isIntegralNumber()).as(where).isTrue();
    } else {
      check(where, wanted, found);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void revision(String where, long wanted, long found) {
    Long known = revisions.putIfAbsent(wanted, found);
    assertThat(found).as("%s: revision %d", where, wanted).isEqualTo(known == null ? found : known);
    assertThat(List.copyOf(revisions.values())).as(where).isSorted();
  }

  /** Checks lines of a console. */
  static void checkLines(CodeBlock expected, List<String> actual) {
    assertThat(actual).as("line %d", expected.line()).isEqualTo(lines(expected));
  }

  static List<String> lines(CodeBlock block) {
    return Arrays.asList(block.text().strip().split("\n", -1));
  }
}
