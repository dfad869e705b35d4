package dev.tidegate.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of a collection of merchandising rules, and the values that they take. */
public final class RuleSchema {
  /** Search text that the rule is for. */
  public static final String QUERY = "query";

  /** Documents in front, each a {@link Pin}. */
  public static final String PINNED = "pinned";

  /** Ids of the documents to leave out. */
  public static final String HIDDEN = "hidden";

  /** Maximum number of ids that one rule hides. */
  public static final int MAX_HIDDEN = 1_000;

  private RuleSchema() {}

  /** Returns the reasons why a collection can't contain rules; none if it can. */
  public static List<String> mistakes(Collection rules) {
    List<String> mistakes = new ArrayList<>();
    Field query = rules.get(QUERY);
    if (query == null || query.type() != FieldType.KEYWORD || query.many() || !query.required()) {
      mistakes.add(needs(rules, QUERY, "type: keyword, required: true"));
    }
    for (String name : List.of(PINNED, HIDDEN)) {
      Field ids = rules.get(name);
      if (ids == null || ids.type() != FieldType.KEYWORD || !ids.many()) {
        mistakes.add(needs(rules, name, "type: keyword, many: true"));
      }
    }
    return mistakes;
  }

  private static String needs(Collection rules, String field, String declaration) {
    return "The collection \"%s\" has no usable field \"%s\". Declare it as %s: { %s }."
        .formatted(rules.name(), field, field, declaration);
  }

  /** Returns the reason to reject a value of a rule; {@code null} if the value is valid. */
  public static @Nullable String mistake(Field field, byte[] value) {
    List<String> entries = Fragments.strings(value);
    return switch (field.name()) {
      case QUERY -> entries.getFirst().isBlank() ? "has no words; write a search text" : null;
      case PINNED -> mistakeOfPins(entries);
      case HIDDEN -> mistakeOfIds(entries);
      default -> null;
    };
  }

  private static @Nullable String mistakeOfPins(List<String> entries) {
    if (entries.size() > Pin.MAX_PLACE) {
      return tooMany(entries, Pin.MAX_PLACE);
    }
    Set<String> ids = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (String entry : entries) {
      try {
        Pin pin = Pin.parse(entry);
        if (!ids.add(pin.id())) {
          return mistake(entry, "the id occurs twice");
        }
        if (pin.place() != Pin.ANY_PLACE && !places.add(pin.place())) {
          return mistake(entry, "the place occurs twice");
        }
      } catch (IllegalArgumentException e) {
        return mistake(entry, e.getMessage());
      }
    }
    return null;
  }

  private static @Nullable String mistakeOfIds(List<String> entries) {
    if (entries.size() > MAX_HIDDEN) {
      return tooMany(entries, MAX_HIDDEN);
    }
    Set<String> ids = new HashSet<>();
    for (String entry : entries) {
      if (!DocumentKey.isValidId(entry)) {
        return mistake(entry, DocumentKey.ID_RULE);
      }
      if (!ids.add(entry)) {
        return mistake(entry, "the id occurs twice");
      }
    }
    return null;
  }

  private static String mistake(String entry, @Nullable String reason) {
    return "has an invalid entry \"" + entry + "\": " + reason;
  }

  private static String tooMany(List<String> entries, int most) {
    return "has %d entries; the limit is %d".formatted(entries.size(), most);
  }
}
