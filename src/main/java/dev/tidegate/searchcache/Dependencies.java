package dev.tidegate.searchcache;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Query;
import java.util.BitSet;
import java.util.List;

/**
 * Dependencies of a result on documents, besides their existence.
 *
 * @param fields those whose changes can alter the result
 */
record Dependencies(Collection collection, FieldSet fields) {

  static Dependencies of(Collection collection, Query query, List<Field> facets) {
    if (query.text() != null) {
      // What a text is looked for in, and what else ranks it, is the index's own affair.
      return all(collection);
    }
    BitSet fields = new BitSet();
    query.filters().forEach(filter -> fields.set(filter.field().ordinal()));
    query.sort().forEach(order -> fields.set(order.field().ordinal()));
    if (query.group() != null) {
      fields.set(query.group().ordinal());
    }
    facets.forEach(facet -> fields.set(facet.ordinal()));
    return new Dependencies(collection, FieldSet.of(fields));
  }

  static Dependencies all(Collection collection) {
    return new Dependencies(collection, collection.allFields());
  }
}
