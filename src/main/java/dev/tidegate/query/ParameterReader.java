package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one set of search parameters, collecting everything that is wrong with them. */
final class ParameterReader {
  private final Collection collection;
  private final Map<String, List<String>> parameters;
  private final List<Violation> violations = new ArrayList<>();

  ParameterReader(Collection collection, Map<String, List<String>> parameters) {
    this.collection = collection;
    this.parameters = parameters;
  }

  SearchParameters read() {
    parameters.forEach(this::checkName);
    Query query =
        new Query(
            read("q", QueryText::check).filter(text -> !text.isEmpty()).orElse(null),
            filters(),
            read("sort", value -> FieldNames.sort(collection, value)).orElse(List.of()),
            read("group", value -> FieldNames.group(collection, value)).orElse(null));
    SearchQuery search =
        new SearchQuery(
            collection,
            query,
            read("limit", ParameterReader::limit).orElse(SearchQuery.DEFAULT_LIMIT),
            read("facets", value -> FieldNames.facets(collection, value)).orElse(List.of()),
            read("cursor", value -> value).orElse(null),
            read("highlight", ParameterReader::flag).orElse(false),
            read("relax", ParameterReader::flag).orElse(true));
    FieldSet fields =
        read("fields", value -> FieldSet.of(FieldNames.projection(collection, value)))
            .orElse(collection.allFields());
    if (!violations.isEmpty()) {
      throw new InvalidInputException(ErrorCode.INVALID_PARAMETER, violations);
    }
    return new SearchParameters(search, fields);
  }

  private void checkName(String name, List<String> values) {
    if (!SearchParameters.NAMES.contains(name) && collection.get(name) == null) {
      violations.add(new Violation(name, "is neither a parameter nor a field of " + collection));
    } else if (values.size() != 1) {
      violations.add(new Violation(name, "is given " + values.size() + " times"));
    }
  }

  private List<Filter> filters() {
    List<Filter> filters = new ArrayList<>();
    for (String name : parameters.keySet()) {
      Field field = SearchParameters.NAMES.contains(name) ? null : collection.get(name);
      if (field != null) {
        read(name, value -> FilterText.parse(field, value)).ifPresent(filters::add);
      }
    }
    return filters;
  }

  private <T> Optional<T> read(String name, Function<String, T> parser) {
    List<String> values = parameters.get(name);
    if (values == null || values.size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(values.getFirst()));
    } catch (IllegalArgumentException e) {
      violations.add(new Violation(name, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static int limit(String value) {
    if (value.matches("\\d{1,9}")) {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= SearchQuery.MAX_LIMIT) {
        return limit;
      }
    }
    throw new IllegalArgumentException("must be 1 to " + SearchQuery.MAX_LIMIT);
  }

  private static boolean flag(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("must be true or false");
    }
    return value.equals("true");
  }
}
