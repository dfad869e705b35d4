package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Ranking;
import dev.tidegate.model.SortOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the weights of fields and {@code ranking}, and reports every mistake. */
final class RankingParser {
  private final String file;
  private final List<String> mistakes;
  private final List<Field> fields;

  RankingParser(String file, List<String> mistakes, List<Field> fields) {
    this.file = file;
    this.mistakes = mistakes;
    this.fields = fields;
  }

  Ranking ranking(ObjectNode tree) {
    JsonNode declared = tree.path(CollectionKey.RANKING.key());
    if (!declared.isMissingNode() && !declared.isNull() && !declared.isObject()) {
      mistake("ranking", "Not a ranking. Use keys and values: { prefer: stock > 0, then: -sold }.");
    }
    CollectionKey.checkNames(
        CollectionKey.Scope.RANKING, declared, (key, reason) -> mistake("ranking." + key, reason));
    return new Ranking(
        weights(tree.path(CollectionKey.FIELDS.key())),
        prefer(declared.get(CollectionKey.PREFER.key())),
        then(declared.get(CollectionKey.THEN.key())));
  }

  private Map<String, Double> weights(JsonNode declared) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Field field : fields) {
      JsonNode weight = declared.path(field.name()).get(CollectionKey.WEIGHT.key());
      if (weight != null) {
        check(field, weight);
        weights.put(field.name(), weight.asDouble());
      }
    }
    return weights;
  }

  private void check(Field field, JsonNode weight) {
    String at = "fields." + field.name() + ".weight";
    double value = weight.asDouble();
    if (!weight.isNumber()
        || value < CollectionKey.LEAST_WEIGHT
        || value > CollectionKey.GREATEST_WEIGHT) {
      mistake(at, "Invalid value " + weight + ". Use a number from 0.1 to 100.");
    } else if (!field.searchable()) {
      mistake(at, "Only a searchable field has a weight. Add searchable: true.");
    }
  }

  private @Nullable Filter prefer(@Nullable JsonNode declared) {
    if (declared == null) {
      return null;
    }
    if (!declared.isTextual()) {
      mistake(
          "ranking.prefer", "Invalid value " + declared + ". Use a condition such as stock > 0.");
      return null;
    }
    try {
      return PreferenceParser.parse(declared.asText(), this::field);
    } catch (IllegalArgumentException e) {
      mistake("ranking.prefer", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private List<SortOrder> then(@Nullable JsonNode declared) {
    List<SortOrder> orders = new ArrayList<>();
    if (declared == null) {
      return orders;
    }
    if (!declared.isTextual()) {
      mistake(
          "ranking.then", "Invalid value " + declared + ". Use field names such as -sold,name.");
      return orders;
    }
    for (String key : declared.asText().split(",", -1)) {
      boolean descending = key.strip().startsWith("-");
      String name = descending ? key.strip().substring(1) : key.strip();
      Field field = field(name);
      if (field == null || !field.sortable()) {
        mistake("ranking.then", "\"" + name + "\" is not a sortable field. Use the name of one.");
      } else {
        orders.add(new SortOrder(field, descending));
      }
    }
    return orders;
  }

  private @Nullable Field field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name) && field.type() != FieldType.OBJECT)
        .findFirst()
        .orElse(null);
  }

  private void mistake(String key, String reason) {
    mistakes.add(file + ": " + key + ": " + reason);
  }
}
