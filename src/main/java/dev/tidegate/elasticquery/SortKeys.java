package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import java.util.ArrayList;
import java.util.List;

/** Orders and places in them, in Elasticsearch's terms. */
public final class SortKeys {
  private static final String MISSING_LAST = "_last";

  private SortKeys() {}

  public static List<SortOptions> orders(Collection collection, Query query) {
    List<SortOptions> orders = new ArrayList<>();
    for (SortOrder order : query.sort()) {
      orders.add(SortOptions.of(s -> s.field(by(order).build())));
    }
    if (orders.isEmpty() && query.text() != null) {
      orders.add(SortOptions.of(s -> s.score(score -> score.order(descending(true)))));
      collection.ranking().then().forEach(order -> orders.add(afterRelevance(order)));
    }
    orders.add(ascending(IndexMapping.ID));
    if (query.group() != null) {
      // It decides nothing. As a sort value, the index need not fetch it.
      orders.add(ascending(IndexMapping.group(query.group())));
    }
    return orders;
  }

  private static SortOptions ascending(String name) {
    return SortOptions.of(s -> s.field(f -> f.field(name).order(descending(false))));
  }

  /** An index of an older format need not have the key. */
  private static SortOptions afterRelevance(SortOrder order) {
    return SortOptions.of(s -> s.field(by(order).unmappedType(FieldType.Keyword).build()));
  }

  private static FieldSort.Builder by(SortOrder order) {
    return new FieldSort.Builder()
        .field(IndexMapping.sort(order.field()))
        .order(descending(order.descending()))
        .missing(MISSING_LAST);
  }

  private static co.elastic.clients.elasticsearch._types.SortOrder descending(boolean descending) {
    return descending
        ? co.elastic.clients.elasticsearch._types.SortOrder.Desc
        : co.elastic.clients.elasticsearch._types.SortOrder.Asc;
  }

  public static JsonNode fromElastic(FieldValue value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value._kind()) {
      case Long -> json.numberNode(value.longValue());
      case Double -> json.numberNode(value.doubleValue());
      case Boolean -> json.booleanNode(value.booleanValue());
      case String -> json.textNode(value.stringValue());
      case Null -> json.nullNode();
      case Any -> throw new IllegalArgumentException("not a sort value: " + value);
    };
  }

  public static FieldValue toElastic(JsonNode value) {
    if (value.isIntegralNumber()) {
      return FieldValue.of(value.longValue());
    }
    if (value.isNumber()) {
      return FieldValue.of(value.doubleValue());
    }
    if (value.isBoolean()) {
      return FieldValue.of(value.booleanValue());
    }
    return value.isNull() ? FieldValue.NULL : FieldValue.of(value.textValue());
  }
}
