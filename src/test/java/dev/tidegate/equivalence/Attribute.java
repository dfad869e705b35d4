package dev.tidegate.equivalence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A field of a random schema. The values of those that have an order are grades, from 0 to below
 * {@link #GRADES}, each written as its type wants it.
 *
 * @param searched by {@code q}
 */
record Attribute(String name, Kind kind, boolean searched) {
  static final int GRADES = 25;

  enum Kind {
    TEXT("text"),
    KEYWORD("keyword"),
    TAGS("keyword, many: true"),
    BOOLEAN("boolean"),
    LONG("long"),
    DOUBLE("double"),
    DATE("date");

    private final String declared;

    Kind(String declared) {
      this.declared = declared;
    }
  }

  boolean isOrdinal() {
    return kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.DATE;
  }

  /** Returns whether one of few strings is its value, or all of them. */
  boolean isKeyword() {
    return kind == Kind.KEYWORD || kind == Kind.TAGS;
  }

  /** Returns whether it has a name, or is a keyword: what people write as one word or as two. */
  boolean isNamed() {
    return isKeyword() || name.equals("name");
  }

  /** A member of a collection's {@code fields}. */
  String declaration() {
    String searchable = isKeyword() ? ", searchable: " + searched : "";
    String sortable = kind == Kind.TAGS ? "" : ", sortable: true";
    return "  %s: { type: %s%s%s }%n".formatted(name, kind.declared, searchable, sortable);
  }

  /** One of the values that a keyword has. Two of them differ in case only. */
  String keyword(int number) {
    String letter = name.substring(0, 1);
    return switch (number) {
      case 0 -> letter + "z";
      case 1 -> letter.toUpperCase(Locale.ROOT) + "z";
      case 2 -> "É" + letter;
      default -> "яЯ" + letter;
    };
  }

  /** A value that has an order, in URLs. */
  String plain(int grade) {
    return switch (kind) {
      case LONG -> Integer.toString(grade - 5);
      case DOUBLE -> Double.toString((grade - 5) / 4.0);
      case DATE -> "2026-01-%02dT12:00:00Z".formatted(grade + 2);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The same in JSON. */
  String json(int grade) {
    return kind == Kind.DATE ? '"' + plain(grade) + '"' : plain(grade);
  }

  int grade(JsonNode value) {
    return switch (kind) {
      case LONG -> value.asInt() + 5;
      case DOUBLE -> (int) Math.round(value.asDouble() * 4) + 5;
      case DATE -> Integer.parseInt(value.asText().substring(8, 10)) - 2;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Its strings in a document. */
  List<String> strings(JsonNode document) {
    JsonNode value = document.path(name);
    List<String> all = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> all.add(each.asText()));
    } else if (!value.isMissingNode()) {
      all.add(value.asText());
    }
    return all;
  }

  /** A random value as JSON. */
  String random(Random random) {
    return switch (kind) {
      case TEXT -> '"' + Vocabulary.text(random) + '"';
      case KEYWORD -> '"' + keyword(random.nextInt(4)) + '"';
      case TAGS ->
          random
              .ints(random.nextInt(3), 0, 4)
              .distinct()
              .mapToObj(i -> '"' + keyword(i) + '"')
              .collect(Collectors.joining(",", "[", "]"));
      case BOOLEAN -> Boolean.toString(random.nextBoolean());
      default -> json(random.nextInt(GRADES));
    };
  }

  /** Compares two documents like the gateway; absent values come last in either direction. */
  int compare(JsonNode a, JsonNode b, boolean descending) {
    JsonNode x = a.path(name);
    JsonNode y = b.path(name);
    if (x.isMissingNode() || y.isMissingNode()) {
      return Boolean.compare(x.isMissingNode(), y.isMissingNode());
    }
    int order =
        switch (kind) {
          case TEXT, KEYWORD -> Words.compare(x.asText(), y.asText());
          case LONG, DOUBLE, DATE -> Integer.compare(grade(x), grade(y));
          default -> x.asText().compareTo(y.asText());
        };
    return descending ? -order : order;
  }
}
