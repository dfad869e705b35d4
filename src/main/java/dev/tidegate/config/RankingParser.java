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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the weights of fields and {@code ranking}, noting every mistake with its file and key. */
final class RankingParser {
  private static final Set<String> KEYS = Set.of("prefer", "then");
  private static final double LEAST_WEIGHT = 0.1;
  private static final double MOST_WEIGHT = 100;

  private final String file;
  private final List<String> mistakes;
  private final List<Field> fields;

  RankingParser(String file, List<String> mistakes, List<Field> fields) {
    this.file = file;
    this.mistakes = mistakes;
    this.fields = fields;
  }

  Ranking ranking(ObjectNode tree) {
    JsonNode declared = tree.path("ranking");
    if (!declared.isMissingNode() && !declared.isObject()) {
      mistake("ranking", "must be an object as { prefer: stock > 0, then: -sold }");
    }
    for (Map.Entry<String, JsonNode> member : declared.properties()) {
      if (!KEYS.contains(member.getKey())) {
        mistake("ranking." + member.getKey(), "unknown key; known are prefer, then");
      }
    }
    return new Ranking(
        weights(tree.path("fields")), prefer(declared.get("prefer")), then(declared.get("then")));
  }

  private Map<String, Double> weights(JsonNode declared) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Field field : fields) {
      JsonNode weight = declared.path(field.name()).get("weight");
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
    if (!weight.isNumber() || value < LEAST_WEIGHT || value > MOST_WEIGHT) {
      mistake(at, "must be a number from 0.1 to 100, not " + weight);
    } else if (!field.searchable()) {
      mistake(at, "q does not look into the field; make it searchable");
    }
  }

  private @Nullable Filter prefer(@Nullable JsonNode declared) {
    if (declared == null) {
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
    for (String key : declared.asText().split(",", -1)) {
      boolean descending = key.strip().startsWith("-");
      String name = descending ? key.strip().substring(1) : key.strip();
      Field field = field(name);
      if (field == null || !field.sortable()) {
        mistake("ranking.then", "'" + name + "' is not a sortable field");
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
