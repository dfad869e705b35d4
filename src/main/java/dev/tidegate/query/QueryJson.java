package dev.tidegate.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a query that is a JSON object: {@code q}, {@code filter}, {@code sort}, {@code limit}. */
public final class QueryJson {
  private static final String GROUP = "group";
  private static final String NOT_GROUPED = "is not available: a live query can't be grouped";
  private static final Set<String> MEMBERS = Set.of("q", "filter", "sort", "limit");

  private final Collection collection;
  private final JsonNode object;
  private final List<Violation> violations = new ArrayList<>();

  private QueryJson(Collection collection, JsonNode object) {
    this.collection = collection;
    this.object = object;
  }

  /**
   * The first page of the query.
   *
   * @throws InvalidInputException {@code invalid_message}, naming every member that is wrong by its
   *     pointer into the message
   */
  public static SearchQuery parse(Collection collection, JsonNode object) {
    return new QueryJson(collection, object).parse();
  }

  private SearchQuery parse() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                violate("/" + name, name.equals(GROUP) ? NOT_GROUPED : "is unknown");
              }
            });
    String text = read("q", "", value -> QueryText.check(string(value)));
    List<Filter> filters = filters();
    List<SortOrder> sort =
        read("sort", List.of(), value -> FieldNames.sort(collection, string(value)));
    int limit = read("limit", SearchQuery.DEFAULT_LIMIT, QueryJson::limit);
    if (!violations.isEmpty()) {
      throw new InvalidInputException(ErrorCode.INVALID_MESSAGE, violations);
    }
    Query query = new Query(text.isEmpty() ? null : text, filters, sort);
    return new SearchQuery(collection, query, limit, List.of(), null, false, false);
  }

  private List<Filter> filters() {
    JsonNode wanted = object.get("filter");
    List<Filter> filters = new ArrayList<>();
    if (wanted == null) {
      return filters;
    }
    if (!wanted.isObject()) {
      violate("/filter", "must be an object of conditions by field");
      return filters;
    }
    for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
      Field field = collection.get(entry.getKey());
      if (field == null) {
        violate("/filter/" + entry.getKey(), "is not a field of " + collection);
      } else {
        Filter filter = filter(field, entry.getValue());
        if (filter != null) {
          filters.add(filter);
        }
      }
    }
    return filters;
  }

  private @Nullable Filter filter(Field field, JsonNode condition) {
    try {
      return FilterJson.parse(field, condition);
    } catch (IllegalArgumentException e) {
      violate("/filter/" + field.name(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private <T> T read(String name, T absent, Function<JsonNode, T> parser) {
    JsonNode value = object.get(name);
    if (value != null) {
      try {
        return parser.apply(value);
      } catch (IllegalArgumentException e) {
        violate("/" + name, String.valueOf(e.getMessage()));
      }
    }
    return absent;
  }

  private void violate(String pointer, String detail) {
    violations.add(new Violation("/query" + pointer, detail));
  }

  private static String string(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("must be a string");
    }
    return value.textValue();
  }

  private static int limit(JsonNode value) {
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > SearchQuery.MAX_LIMIT) {
      throw new IllegalArgumentException("must be an integer, 1 to " + SearchQuery.MAX_LIMIT);
    }
    return value.intValue();
  }
}
