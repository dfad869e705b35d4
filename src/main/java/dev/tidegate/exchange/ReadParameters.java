package dev.tidegate.exchange;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Position;
import dev.tidegate.model.Revisions;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Query parameters of requests other than searches. */
public final class ReadParameters {
  private static final int MAX_IDS = 1_000;

  private final Collection collection;
  private final MultiMap parameters;

  /**
   * Creates the parameters of a request.
   *
   * @param known the allowed names, each at most once
   * @throws InvalidInputException {@code invalid_parameter} for any other name
   */
  public ReadParameters(Collection collection, MultiMap parameters, Set<String> known) {
    this.collection = collection;
    this.parameters = parameters;
    check(parameters, known);
  }

  /**
   * Rejects all query parameters.
   *
   * @throws InvalidInputException {@code invalid_parameter} if the request has one
   */
  public static void rejectAny(RoutingContext request) {
    check(request.queryParams(), Set.of());
  }

  /**
   * Rejects unknown and repeated query parameters.
   *
   * @throws InvalidInputException {@code invalid_parameter}
   */
  public static void check(MultiMap parameters, Set<String> known) {
    for (String name : parameters.names()) {
      if (!known.contains(name)) {
        throw invalid(
            name,
            known.isEmpty()
                ? "is not a parameter of this request. It has none."
                : "is not a parameter of this request. Known parameters: "
                    + String.join(", ", new TreeSet<>(known))
                    + ".");
      }
      if (parameters.getAll(name).size() > 1) {
        throw invalid(name, "is repeated. Give it once.");
      }
    }
  }

  /** Returns the projection {@code fields}; all fields by default. */
  public FieldSet fields() {
    String text = parameters.get("fields");
    if (text == null) {
      return collection.allFields();
    }
    List<Field> fields = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      Field field = collection.get(name);
      if (field == null) {
        throw invalid("fields", "'" + name + "' is not a field of " + collection.name());
      }
      fields.add(field);
    }
    return FieldSet.of(fields);
  }

  /** Returns the minimum revision of the response; {@code null} for any. */
  public @Nullable Long minRev() {
    return minRev(parameters);
  }

  /** Returns {@link #minRev()} of parameters that include others, which are not checked. */
  public static @Nullable Long minRev(MultiMap parameters) {
    String text = parameters.get("min_rev");
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,16}") || !Revisions.isValid(Long.parseLong(text))) {
      throw invalid("min_rev", "must be a revision, a positive integer below 2^53");
    }
    return Long.valueOf(text);
  }

  /** Returns the minimum milliseconds between two updates of a document; 0 by default. */
  public long interval() {
    String text = parameters.get("interval");
    if (text == null) {
      return 0;
    }
    if (!text.matches("\\d{1,10}")) {
      throw invalid("interval", "must be milliseconds, 0 or more");
    }
    return Long.parseLong(text);
  }

  /** Returns the resume position of the client; {@code null} if it has none. */
  public @Nullable Position since(int shards) {
    String text = parameters.get("since");
    if (text == null) {
      return null;
    }
    return Position.parse(text)
        .filter(position -> position.shards() == shards)
        .orElseThrow(() -> invalid("since", "must be a position from this gateway"));
  }

  /** Returns the ids, 1 to 1,000, in their order and without repetitions. */
  public List<String> ids() {
    String text = parameters.get("ids");
    if (text == null || text.isEmpty()) {
      throw invalid("ids", "must name at least one id");
    }
    Set<String> ids = new LinkedHashSet<>();
    for (String id : text.split(",", -1)) {
      if (!DocumentKey.isValidId(id)) {
        throw invalid("ids", "'" + id + "': " + DocumentKey.ID_RULE);
      }
      ids.add(id);
    }
    if (ids.size() > MAX_IDS) {
      throw invalid("ids", "has %,d ids. The limit is %,d.".formatted(ids.size(), MAX_IDS));
    }
    return List.copyOf(ids);
  }

  private static InvalidInputException invalid(String parameter, String detail) {
    return new InvalidInputException(ErrorCode.INVALID_PARAMETER, parameter, detail);
  }
}
