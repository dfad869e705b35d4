package dev.tidegate.merchandising;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Pin;
import dev.tidegate.model.RuleSchema;
import dev.tidegate.model.Values;
import dev.tidegate.text.TextAnalyzer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rule.
 *
 * @param words the {@link SearchWords} that it is for
 * @param pins in the order written
 */
record Rule(String words, List<Pin> pins, List<String> hidden) {
  private static final Logger log = LoggerFactory.getLogger(Rule.class);

  /** Heap of a rule besides its texts. */
  private static final int OVERHEAD = 200;

  /** Heap of an id besides its characters: in the rule and in the arrangement. */
  private static final int ID_OVERHEAD = 160;

  Rule {
    pins = List.copyOf(pins);
    hidden = List.copyOf(hidden);
  }

  /**
   * Reads a rule. Documents that were written before the collection was one of rules can have
   * invalid values, which are left out.
   *
   * @param id for the log
   */
  static Rule of(Collection collection, String id, Values values, TextAnalyzer analyzer) {
    String query = String.join(" ", valid(collection, RuleSchema.QUERY, id, values));
    return new Rule(
        SearchWords.of(query, analyzer),
        valid(collection, RuleSchema.PINNED, id, values).stream().map(Pin::parse).toList(),
        valid(collection, RuleSchema.HIDDEN, id, values));
  }

  private static List<String> valid(Collection collection, String name, String id, Values values) {
    Field field = collection.require(name);
    byte @Nullable [] value = values.get(field);
    if (value == null) {
      return List.of();
    }
    String mistake = RuleSchema.mistake(field, value);
    if (mistake != null) {
      log.warn("Rule ignored in part rule={}/{} field={} cause={}", collection, id, name, mistake);
      return List.of();
    }
    return Fragments.strings(value);
  }

  /** Returns whether the rule does nothing. */
  boolean isIdle() {
    return words.isEmpty() || (pins.isEmpty() && hidden.isEmpty());
  }

  /** Returns about the bytes of heap that the rule takes. */
  long memory() {
    long bytes = OVERHEAD + 2L * words.length();
    for (Pin pin : pins) {
      bytes += ID_OVERHEAD + pin.id().length();
    }
    for (String id : hidden) {
      bytes += ID_OVERHEAD + id.length();
    }
    return bytes;
  }
}
