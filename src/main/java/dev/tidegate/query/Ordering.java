package dev.tidegate.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.search.DocumentSearch.Match;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query's order, as far as it can be told from the documents: all but relevance. */
final class Ordering {
  /** Beyond this there is no number of ours: it stands for a document without a value. */
  private static final double ABSENT = 1L << 60;

  private final List<SortOrder> orders;
  private final List<Boolean> descending;
  private final boolean byRelevance;

  Ordering(Query query) {
    this.byRelevance = query.sort().isEmpty() && query.text() != null;
    this.orders = query.sort();
    this.descending =
        byRelevance ? List.of(false) : orders.stream().map(SortOrder::descending).toList();
  }

  /** Whether the index alone knows the order. */
  boolean isByRelevance() {
    return byRelevance;
  }

  /** The fields on which the order depends. */
  FieldSet fields() {
    return FieldSet.of(orders.stream().map(SortOrder::field).toList());
  }

  /** The place of a document, where the order is not by relevance. */
  Place of(Candidate document) {
    @Nullable Object[] keys = new Object[orders.size()];
    for (int i = 0; i < keys.length; i++) {
      SortOrder order = orders.get(i);
      keys[i] = document.has(order.field()) ? key(document, order) : null;
    }
    return new Place(keys, descending, document.id());
  }

  /** A place by relevance. */
  Place ranked(int rank, String id) {
    return new Place(new Object[] {(double) rank}, descending, id);
  }

  private static @Nullable Object key(Candidate document, SortOrder order) {
    Field field = order.field();
    if (field.type().isOrdinal()) {
      return document.number(field);
    }
    List<String> values = document.strings(field);
    if (values.isEmpty()) {
      return null;
    }
    return switch (field.type()) {
      case BOOLEAN -> values.getFirst().equals("true") ? 1.0 : 0.0;
      case TEXT -> document.analyzer().sortKey(values.getFirst());
      default -> outermost(values, order.descending());
    };
  }

  /** Of several values the one that stands first in the order counts. */
  private static String outermost(List<String> values, boolean descending) {
    String best = values.getFirst();
    for (String value : values) {
      int order = CodePointOrder.compare(value, best);
      if (descending ? order > 0 : order < 0) {
        best = value;
      }
    }
    return best;
  }

  /** The place at which the index has a document. */
  Place of(Match match) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      keys.add(key(orders.get(i).field().type(), match.sortKey().get(i)));
    }
    return new Place(keys.toArray(), descending, match.id());
  }

  private static @Nullable Object key(FieldType type, JsonNode value) {
    if (type == FieldType.BOOLEAN) {
      return value.isBoolean() ? (value.booleanValue() ? 1.0 : 0.0) : null;
    }
    if (!type.isOrdinal()) {
      return value.isTextual() ? value.textValue() : null;
    }
    return value.isNumber() && Math.abs(value.doubleValue()) < ABSENT ? value.doubleValue() : null;
  }
}
