package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Objects that are nearly a message of the contract: one member is missing, of a wrong type, out of
 * bounds, or not known.
 */
final class BadMessages {
  private static final List<Map<String, String>> GOOD =
      List.of(
          ordered(
              "type",
              "\"subscribe\"",
              "id",
              "\"x\"",
              "collection",
              "\"products\"",
              "ids",
              json("['a']"),
              "fields",
              json("['name']"),
              "interval",
              "5",
              "have",
              json("{'a':1}")),
          ordered(
              "type",
              "\"subscribe\"",
              "id",
              "\"y\"",
              "collection",
              "\"products\"",
              "every",
              "true"),
          ordered("type", "\"unsubscribe\"", "id", "\"z\""),
          ordered("type", "\"auth\"", "token", "\"t\""));

  /** Invalid values of each member. */
  private static final Map<String, List<String>> BAD =
      Map.of(
          "type",
              List.of("\"\"", "\"snapshot\"", "\"Subscribe\"", "\"\\u0000\"", "1", "null", "[]"),
          "id", List.of("\"\"", "\"" + "i".repeat(129) + "\"", "1", "null", "{}", "true"),
          "collection",
              List.of("\"nope\"", "\"\"", "\"../products\"", "\"Products\"", "1", "null", "[]"),
          "ids",
              List.of(
                  "[]",
                  "\"a\"",
                  "{}",
                  "null",
                  "[1]",
                  "[null]",
                  json("[['a']]"),
                  json("['']"),
                  json("['..']"),
                  json("['_a']"),
                  json("['a b']"),
                  "[\"\\ud800\"]",
                  "[\"" + "i".repeat(129) + "\"]"),
          "fields",
              List.of(
                  "\"name\"", json("['nope']"), "[1]", "[null]", "{}", "null", json("['_rev']")),
          "interval",
              List.of(
                  "-1",
                  "1.5",
                  "1e3",
                  "\"5\"",
                  "null",
                  "[]",
                  "9223372036854775808",
                  "1" + "0".repeat(400),
                  "-9223372036854775809"),
          "have",
              List.of(
                  "[]",
                  "\"a\"",
                  "null",
                  json("{'a':0}"),
                  json("{'a':-1}"),
                  json("{'a':1.5}"),
                  json("{'a':'1'}"),
                  json("{'a':null}"),
                  json("{'a':9007199254740992}"),
                  json("{'a':18446744073709551617}"),
                  "{\"a\":1" + "0".repeat(400) + "}"),
          "every", List.of("false", "null", "1", "\"true\"", "{}"),
          "token", List.of("1", "null", "[]", "{}"));

  private static final List<String> UNKNOWN =
      List.of(
          json("'since':'nonsense'"),
          json("'query':7"),
          json("'nope':1"),
          "\"\":{}",
          json("'Type':'x'"));

  private final Random random;

  BadMessages(Random random) {
    this.random = random;
  }

  String next() {
    Map<String, String> members = new LinkedHashMap<>(GOOD.get(random.nextInt(GOOD.size())));
    List<String> names = List.copyOf(members.keySet());
    String name = names.get(random.nextInt(names.size()));
    int kind = random.nextInt(8);
    if (kind == 0) {
      return text(members, "," + UNKNOWN.get(random.nextInt(UNKNOWN.size())));
    }
    List<String> wrong = BAD.getOrDefault(name, List.of("null"));
    members.put(name, wrong.get(random.nextInt(wrong.size())));
    return text(members, "");
  }

  private static String text(Map<String, String> members, String more) {
    return members.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
        .collect(Collectors.joining(",", "{", more + "}"));
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
