package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A search as a URL's parameters ask for it.
 *
 * @param fields the projection of the hits
 */
public record SearchParameters(SearchQuery query, FieldSet fields) {

  /** The parameters' own names; any other names a field to filter by. */
  public static final Set<String> NAMES =
      Set.of("q", "group", "sort", "limit", "cursor", "facets", "fields", "highlight", "relax");

  /**
   * Reads decoded parameters, by name all the values given.
   *
   * @throws InvalidInputException {@code invalid_parameter}, naming every parameter that is wrong
   */
  public static SearchParameters parse(
      Collection collection, Map<String, List<String>> parameters) {
    return new ParameterReader(collection, parameters).read();
  }
}
