package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the generated files. With {@code -Dtidegate.docs.write=true}, it writes them first. */
class ConfigurationReferenceTest {
  private static final String COMMAND =
      "mvn test -Dtest=ConfigurationReferenceTest -Dtidegate.docs.write=true";
  private static final Pattern SENTENCE = Pattern.compile("[A-Z].*?\\.(?= [A-Z0-9`-]|$)");
  private static final Pattern SHIPPED_KEY = Pattern.compile("  (?:# )?([a-z_]+): (.*?) +# (.*)");

  static Map<String, String> generated() {
    return Map.of(
        "src/docs/configuration.md", ConfigurationReference.markdown(COMMAND),
        "conf/schema/gateway.schema.json", ConfigurationSchemas.gateway(),
        "conf/schema/collection.schema.json", ConfigurationSchemas.collection());
  }

  static Stream<String> files() {
    return generated().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("files")
  void generatedFilesAreCurrent(String name) throws IOException {
    GeneratedFile.assertCurrent(name, String.valueOf(generated().get(name)), COMMAND);
  }

  @Test
  void everyKeyHasAnExplanationInSentences() {
    for (SectionSpec section : GatewayConfig.sections()) {
      assertThat(section.text()).as(section.name()).matches("[A-Z].*\\.");
      for (KeySpec key : section.keys()) {
        assertThat(firstSentence(key.key().text())).as(key.path()).isNotEmpty();
        assertThat(key.key().text()).as(key.path()).endsWith(".");
      }
    }
    for (CollectionKey key : CollectionKey.values()) {
      assertThat(key.text()).as(key.key()).matches("[A-Z].*\\.");
    }
  }

  @Test
  void sentencesHaveAtMost25Words() {
    for (SectionSpec section : GatewayConfig.sections()) {
      for (KeySpec key : section.keys()) {
        for (String sentence : key.key().text().split("\\. ", -1)) {
          assertThat(sentence.split(" ", -1)).as(key.path()).hasSizeLessThanOrEqualTo(25);
        }
      }
    }
  }

  @Test
  void everyKeyHasADefaultWithinItsBounds() {
    for (SectionSpec section : GatewayConfig.sections()) {
      for (KeySpec key : section.keys()) {
        boolean measured = key.type().isInteger() || key.type() == ValueType.DURATION;
        assertThat(key.hasBounds()).as(key.path()).isEqualTo(measured);
        assertThat(key.byDefault() == null || key.isList())
            .as(key.path())
            .isEqualTo(key.isOptional());
      }
    }
    assertThat(GatewayConfig.defaults()).isNotNull();
  }

  /** The comments of the shipped file are the only copy of explanations, and can't differ. */
  @Test
  void theCommentsOfTheShippedFileAreFirstSentencesOfTheReference() throws IOException {
    int keys = 0;
    String section = "";
    for (String line : Files.readAllLines(Path.of("conf/gateway.yaml"))) {
      Matcher shipped = SHIPPED_KEY.matcher(line);
      if (line.matches("[a-z]+:")) {
        section = line.replace(":", "");
      } else if (shipped.matches()) {
        KeySpec key = key(section, shipped.group(1));
        assertThat(shipped.group(3))
            .as(key.path())
            .isEqualTo(firstSentence(key.key().text()).replace("`", ""));
        keys++;
      } else {
        assertThat(line).matches("# .*|");
      }
    }
    assertThat(keys).isGreaterThan(10);
  }

  @Test
  void theShippedFileSaysTheDefaultsAndItsExamplesAreValid(@TempDir Path directory)
      throws IOException, ConfigException {
    assertThat(ConfigLoader.load(Path.of("conf"), Map.of())).isEqualTo(GatewayConfig.defaults());
    String all = Files.readString(Path.of("conf/gateway.yaml")).replaceAll("(?m)^  # ", "  ");
    Files.writeString(directory.resolve("gateway.yaml"), all);
    GatewayConfig examples = ConfigLoader.load(directory, Map.of());
    assertThat(examples.elasticsearch().urls()).hasSize(2);
    assertThat(new JsonSchemaCheck(ConfigurationSchemas.gateway()).check(all)).isEmpty();
  }

  @Test
  void theExampleOfTheReferenceIsValid(@TempDir Path directory)
      throws IOException, ConfigException {
    Files.writeString(directory.resolve("rooms.yaml"), ConfigurationReference.EXAMPLE);
    Files.copy(
        Path.of("conf/collections/product_rules.yaml"), directory.resolve("room_rules.yaml"));
    assertThat(CollectionLoader.load(directory).collections()).hasSize(2);
    for (CollectionKey key : CollectionKey.values()) {
      assertThat(ConfigurationReference.EXAMPLE).contains(key.key() + ":");
    }
    assertThat(
            new JsonSchemaCheck(ConfigurationSchemas.collection())
                .check(ConfigurationReference.EXAMPLE))
        .isEmpty();
  }

  private static KeySpec key(String section, String name) {
    List<KeySpec> keys = GatewayConfig.sections().stream().flatMap(s -> s.keys().stream()).toList();
    return keys.stream()
        .filter(key -> key.path().equals(section + "." + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("unknown key " + section + "." + name));
  }

  private static String firstSentence(String text) {
    Matcher sentence = SENTENCE.matcher(text);
    return sentence.lookingAt() ? sentence.group() : "";
  }
}
