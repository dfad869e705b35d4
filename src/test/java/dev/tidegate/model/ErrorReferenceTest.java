package dev.tidegate.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.testing.GeneratedFile;
import dev.tidegate.wire.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the generated files. With {@code -Dtidegate.docs.write=true}, it writes them first. */
class ErrorReferenceTest {
  private static final Path WEBROOT = Path.of("src/main/resources/webroot");
  private static final String COMMAND =
      "mvn test -Dtest=ErrorReferenceTest -Dtidegate.docs.write=true";
  private static final Pattern WORD = Pattern.compile("[a-z]+(?:_[a-z]+)+");
  private static final Set<String> CONTRACTS = Set.of("openapi.yaml", "asyncapi.yaml");

  static Map<String, String> generated() {
    return Map.of(
        "src/docs/errors.md", ErrorReference.markdown(COMMAND),
        "src/main/resources/webroot/errors.html", ErrorReference.html(COMMAND));
  }

  static Stream<String> files() {
    return generated().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("files")
  void generatedFilesAreCurrent(String name) throws IOException {
    GeneratedFile.assertCurrent(name, String.valueOf(generated().get(name)), COMMAND);
  }

  @ParameterizedTest
  @EnumSource
  void textsAreSentencesOfAtMost25Words(ErrorCode code) {
    assertThat(code.title()).matches("[A-Z][^.]*\\w").hasSizeLessThan(40);
    assertThat(code.cause()).matches("[A-Z].*[^.]\\.");
    assertThat(code.remedy()).matches("[A-Z].*\\.");
    Stream.of(code.cause(), code.remedy())
        .flatMap(text -> Stream.of(text.split("\\. ", -1)))
        .forEach(sentence -> assertThat(sentence.split(" ", -1)).hasSizeLessThanOrEqualTo(25));
    assertThat(code.statuses()).isNotEmpty().allMatch(status -> status >= 400 && status < 600);
  }

  @Test
  void codesAreInAlphabeticalOrderAndHaveTitlesOfTheirOwn() {
    assertThat(ErrorCode.values()).extracting(ErrorCode::code).isSorted();
    assertThat(ErrorCode.values()).extracting(ErrorCode::title).doesNotHaveDuplicates();
  }

  @Test
  void theContractsListTheCodesOfTheTable() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode codes :
        List.of(
            contract("openapi.yaml").at("/components/schemas/ProblemCode/enum"),
            contract("asyncapi.yaml").at("/components/schemas/Problem/properties/code/enum"))) {
      codes.forEach(code -> listed.add(code.asText()));
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(table());
  }

  @Test
  void theContractsExpectNoOtherCode() throws IOException {
    for (String name : CONTRACTS) {
      Set<String> expected = new TreeSet<>();
      for (JsonNode code : contract(name).findValues("code")) {
        collect(code, expected);
      }
      assertThat(expected).isNotEmpty().isSubsetOf(table());
    }
  }

  private static void collect(JsonNode node, Set<String> words) {
    if (node.isTextual() && WORD.matcher(node.textValue()).matches()) {
      words.add(node.textValue());
    }
    node.forEach(child -> collect(child, words));
  }

  private static JsonNode contract(String name) throws IOException {
    return new YAMLMapper().readTree(Files.readString(WEBROOT.resolve(name)));
  }

  private static Set<String> table() {
    return Arrays.stream(ErrorCode.values())
        .map(ErrorCode::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource
  void theTypeOfAProblemLeadsToTheSectionOfItsCode(ErrorCode code) {
    String type = Problem.of(code, "").type();
    assertThat(type).startsWith("/errors#");
    assertThat(ErrorReference.html(COMMAND))
        .contains("<section id=\"" + type.substring(type.indexOf('#') + 1) + "\">");
  }
}
