package dev.tidegate.http;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Revisions;
import dev.tidegate.search.Facet;
import dev.tidegate.search.SearchPage;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import dev.tidegate.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Encoder of the response to a search. */
final class SearchJson {
  private SearchJson() {}

  /** Appends the start of a page, up to its first hit. */
  static void start(Bytes out, SearchPage page) {
    out.add("{\"total\":").add(page.total()).add(",\"hits\":[");
  }

  /** Appends the end of a page, after its last hit. */
  static void end(Bytes out, Collection collection, SearchPage page) {
    out.add("],\"facets\":").add(Json.bytes(facets(collection, page.facets())));
    if (!page.relaxed().isEmpty()) {
      out.add(",\"relaxed\":").add(Json.bytes(page.relaxed()));
    }
    if (!page.typos()) {
      out.add(",\"typo_tolerance\":false");
    }
    String next = page.next();
    if (next != null) {
      out.add(",\"next\":").add(Json.bytes(next));
    }
    out.add(",\"took_ms\":").add(TimeUnit.NANOSECONDS.toMillis(page.timing().total())).add('}');
  }

  /** Appends one hit. */
  static void hit(Bytes out, Collection collection, SearchPage.Hit hit, FieldSet projection) {
    DocumentJson.document(out, collection, hit.document(), projection);
    if (!hit.highlight().isEmpty()) {
      out.removeLast()
          .add(",\"highlight\":")
          .add(Json.bytes(highlight(collection, hit.highlight())))
          .add('}');
    }
  }

  /** Encodes highlights in the shape of the field: an array if it has many values. */
  private static Map<String, Object> highlight(
      Collection collection, Map<String, List<String>> marked) {
    Map<String, Object> byField = new LinkedHashMap<>();
    marked.forEach(
        (name, values) ->
            byField.put(name, collection.require(name).many() ? values : values.getFirst()));
    return byField;
  }

  private static Map<String, Object> facets(Collection collection, Map<String, Facet> facets) {
    Map<String, Object> byField = new LinkedHashMap<>();
    facets.forEach((name, facet) -> byField.put(name, value(collection.require(name), facet)));
    return byField;
  }

  private static Object value(Field field, Facet facet) {
    return switch (facet) {
      case Facet.Terms terms -> {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("values", terms.values());
        members.put("missing", terms.missing());
        members.put("others", terms.others());
        yield members;
      }
      case Facet.Stats stats -> {
        Map<String, Object> numbers = new LinkedHashMap<>();
        put(numbers, "min", field, stats.min());
        put(numbers, "max", field, stats.max());
        put(numbers, "avg", field, stats.avg());
        if (!stats.ranges().isEmpty()) {
          numbers.put("ranges", stats.ranges().stream().map(r -> range(field, r)).toList());
        }
        numbers.put("missing", stats.missing());
        yield numbers;
      }
    };
  }

  private static Map<String, Object> range(Field field, Facet.Range range) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", inJson(field, range.from()));
    members.put("to", inJson(field, range.to()));
    members.put("count", range.count());
    return members;
  }

  private static void put(
      Map<String, Object> numbers, String name, Field field, @Nullable Double value) {
    if (value != null) {
      numbers.put(name, inJson(field, value));
    }
  }

  /** Dates are written as such, and so are whole numbers. */
  private static Object inJson(Field field, double value) {
    if (field.type() == FieldType.DATE) {
      return Instant.ofEpochMilli(Math.round(value)).toString();
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) <= Revisions.MAX;
    return whole ? (Object) (long) value : (Object) value;
  }
}
