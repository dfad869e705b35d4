package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A short name of a query, equal for equivalent queries and on all gateways. */
public final class QueryDigest {
  private static final int LENGTH = 16;

  private QueryDigest() {}

  public static String of(Collection collection, Query query) {
    return hash(text(collection, query));
  }

  /**
   * Returns what the name is made of: equal texts if and only if the queries ask for the same. Its
   * length follows the size of the query.
   */
  public static String text(Collection collection, Query query) {
    StringBuilder text = new StringBuilder();
    append(text, collection.name());
    append(text, query.text() == null ? "" : query.text());
    TreeSet<String> filters = new TreeSet<>();
    query.filters().forEach(filter -> filters.add(describe(filter)));
    filters.forEach(filter -> append(text, filter));
    for (SortOrder order : query.sort()) {
      append(text, (order.descending() ? "-" : "+") + order.field().name());
    }
    Field group = query.group();
    if (group != null) {
      append(text, "/" + group.name());
    }
    if (!query.leniency().equals(Leniency.USUAL)) {
      append(text, "?" + query.leniency().optional() + query.leniency().typos());
    }
    return text.toString();
  }

  private static String describe(Filter filter) {
    String field = filter.field().name();
    return switch (filter) {
      case Filter.Terms terms -> {
        StringBuilder text = new StringBuilder(field).append("=");
        new TreeSet<>(terms.values()).forEach(value -> append(text, value));
        yield text.toString();
      }
      case Filter.Numbers numbers -> field + "#" + new TreeSet<>(numbers.values());
      case Filter.Range range ->
          field + "@" + describe(range.lower()) + ".." + describe(range.upper());
      case Filter.Exists exists -> field + "*";
      case Filter.AnyOf any -> {
        StringBuilder text = new StringBuilder("|");
        TreeSet<String> ways = new TreeSet<>();
        any.filters().forEach(way -> ways.add(describe(way)));
        ways.forEach(way -> append(text, way));
        yield text.toString();
      }
      case Filter.Not not -> "!" + describe(not.filter());
    };
  }

  private static String describe(Filter.@Nullable Bound bound) {
    return bound == null ? "" : bound.value() + (bound.inclusive() ? "i" : "e");
  }

  /** The length goes first, so that no two lists of parts give one text. */
  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
