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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of all but searches. */
public final class ReadParameters {
  private static final int MAX_IDS = 1_000;

  private final Collection collection;
  private final MultiMap parameters;

  public ReadParameters(Collection collection, MultiMap parameters, Set<String> known) {
    this.collection = collection;
    this.parameters = parameters;
    for (String name : parameters.names()) {
      if (!known.contains(name)) {
        throw invalid(
            name,
            known.isEmpty()
                ? "is not a parameter here: there are none"
                : "is not a parameter here; known are " + known);
      }
      if (parameters.getAll(name).size() > 1) {
        throw invalid(name, "is given more than once");
      }
    }
  }

  /** The projection of {@code fields}; all without it. */
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

  /** The revision that the answer must have reached; {@code null} for any. */
  public @Nullable Long minRev() {
    return minRev(parameters);
  }

  /** The same, of parameters that hold others too. */
  public static @Nullable Long minRev(MultiMap parameters) {
    String text = parameters.get("min_rev");
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,16}") || !Revisions.isValid(Long.parseLong(text))) {
      throw invalid("min_rev", "must be a revision: a positive integer below 2^53");
    }
    return Long.valueOf(text);
  }

  /** The least milliseconds between two updates of one document; 0 without it. */
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

  /** The place in the log that the client has come to; {@code null} for none. */
  public @Nullable Position since(int shards) {
    String text = parameters.get("since");
    if (text == null) {
      return null;
    }
    return Position.parse(text)
        .filter(position -> position.shards() == shards)
        .orElseThrow(() -> invalid("since", "must be a position that the gateway gave"));
  }

  /** 1 to 1,000 distinct ids, each at its first place. */
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
      throw invalid("ids", "at most " + MAX_IDS + " ids, not " + ids.size());
    }
    return List.copyOf(ids);
  }

  private static InvalidInputException invalid(String parameter, String detail) {
    return new InvalidInputException(ErrorCode.INVALID_PARAMETER, parameter, detail);
  }
}
