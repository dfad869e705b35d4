package dev.tidegate.write;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentParserTest {
  private static final Collection THINGS =
      new Collection(
          "things",
          "",
          List.of(
              field(0, "text", FieldType.TEXT, false, null, null),
              field(1, "word", FieldType.KEYWORD, false, null, null),
              field(2, "words", FieldType.KEYWORD, true, null, null),
              field(3, "count", FieldType.LONG, false, -5.0, 1e6),
              field(4, "ratio", FieldType.DOUBLE, false, null, null),
              field(5, "flag", FieldType.BOOLEAN, false, null, null),
              field(6, "when", FieldType.DATE, false, null, null),
              field(7, "any", FieldType.OBJECT, false, null, null)));

  private final DocumentParser parser = new DocumentParser(THINGS);

  private static Field field(
      int ordinal,
      String name,
      FieldType type,
      boolean many,
      @Nullable Double min,
      @Nullable Double max) {
    return new Field(ordinal, name, type, many, false, false, false, false, min, max);
  }

  private String canonical(String name, String json) {
    byte[] body = json("{'%s':%s}", name, json).getBytes(StandardCharsets.UTF_8);
    byte[] value = parser.document(body).get(THINGS.require(name));
    return new String(Objects.requireNonNull(value), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "text  | \"caf\\u00e9\"                 | \"café\"",
        "text  | \"a\\/b\\n\"                   | \"a/b\\n\"",
        "words | [ \"a\" , \"b\" ]              | [\"a\",\"b\"]",
        "words | []                             | []",
        "count | 1e2                            | 100",
        "count | -0                             | 0",
        "count | 7.0                            | 7",
        "ratio | 1.50                           | 1.5",
        "ratio | 100                            | 100",
        "ratio | 0.1e-7                         | 1e-08",
        "ratio | 123456789012345678             | 1.2345678901234568e+17",
        "ratio | 0.30000000000000004            | 0.30000000000000004",
        "when  | \"2026-01-31\"                 | \"2026-01-31T00:00:00Z\"",
        "when  | \"2026-01-31T01:00:00+02:00\"  | \"2026-01-30T23:00:00Z\"",
        "when  | \"2026-01-31T01:00:00.123456Z\"| \"2026-01-31T01:00:00.123Z\"",
        "any   | { \"b\" : [ 1.10, null ] }     | {\"b\":[1.10,null]}",
      })
  void equalValuesAreEqualBytes(String name, String json, String canonical) {
    assertThat(canonical(name, json)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "text  | 1                    | must be a string",
        "text  | null                 | null is not a value",
        "word  | [\"a\"]              | must be a string",
        "words | \"a\"                | must be an array of strings",
        "count | 1.5                  | must be an integer",
        "count | 9007199254740992     | must be within",
        "count | 1e999999999          | is out of range",
        "count | 1e99999999999        | is out of range",
        "count | -6                   | must be at least -5",
        "count | 1000001              | must be at most 1000000",
        "count | \"1\"                | must be an integer",
        "ratio | 1e350                | is too large",
        "flag  | 1                    | must be true or false",
        "when  | \"2026-02-30\"       | must be an ISO-8601 date",
        "when  | \"2026-01-01T00:00\" | must be an ISO-8601 date",
        "any   | [1]                  | must be an object",
        "text  | \"a\\ud800\"          | unpaired surrogate",
        "word  | \"\\udc00\\ud800\"    | unpaired surrogate",
      })
  void whatTheSchemaDoesNotTakeIsTold(String name, String json, String reason) {
    byte[] body =
        json("{'%s':%s,'nope':{'a':[]},'flag2':1}", name, json).getBytes(StandardCharsets.UTF_8);
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> parser.document(body));
    assertThat(refused.violations()).hasSize(3);
    Violation first = refused.violations().getFirst();
    assertThat(first.pointer()).isEqualTo("/" + name);
    assertThat(first.detail()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "words | [\"a\",[1,{\"b\":2}]]         | /words/1   | must be a string",
        "words | [\"\\ud83d\\ude00\",\"\\ud83d\"] | /words/1   | unpaired surrogate",
        "any   | {\"a\":{\"b\":[1,\"\\ud800\"]}} | /any/a/b/1 | unpaired surrogate",
      })
  void whatIsWrongWithinAValueIsPointedAt(String name, String json, String pointer, String reason) {
    byte[] body = json("{'%s':%s,'count':1}", name, json).getBytes(StandardCharsets.UTF_8);
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> parser.document(body));
    assertThat(refused.violations()).hasSize(1);
    assertThat(refused.violations().getFirst().pointer()).isEqualTo(pointer);
    assertThat(refused.violations().getFirst().detail()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"any\":{\"a\":[", "{\"count\":1", "{\"ratio\":NaN}", "{\"count\":1%s}"})
  void aFaultIsToldInTheClientsTerms(String body) {
    byte[] bytes = body.formatted("0".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> parser.document(bytes));
    assertThat(refused.getMessage())
        .startsWith(": is not JSON: ")
        .doesNotContain("Source", "Stream", "Feature", "`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{} {}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"\0\"}"
      })
  void whatIsNoObjectIsNotJson(String body) {
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> parser.document(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_JSON);
  }

  @Test
  void aPatchTellsWhatToSetAndWhatToRemove() {
    DocumentParser.PatchValues patch =
        parser.patch(json("{'word':null,'count':3}").getBytes(StandardCharsets.UTF_8));
    assertThat(patch.unset().contains(1)).isTrue();
    assertThat(patch.set().present().contains(3)).isTrue();
  }

  @Test
  void onlyNumbersAreAdjusted() {
    assertThat(parser.deltas(json("{'count':-7}").getBytes(StandardCharsets.UTF_8)))
        .extracting(WriteCommand.Delta::amount)
        .containsExactly("-7");
    for (String body :
        new String[] {"{}", json("{'word':1}"), json("{'count':1.5}"), json("{'count':null}")}) {
      assertThat(
              catchThrowableOfType(
                  InvalidInputException.class,
                  () -> parser.deltas(body.getBytes(StandardCharsets.UTF_8))))
          .as(body)
          .isNotNull();
    }
  }
}
