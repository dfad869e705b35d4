package dev.tidegate.elastic;

import co.elastic.clients.util.BinaryData;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A document as the index gets it: the stored fragments of the fields that are indexed. */
final class IndexSource {
  private IndexSource() {}

  static BinaryData of(Collection collection, String id, Values values) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(values.size() + 256);
    // An id needs no escaping.
    json.writeBytes(ascii("{\"" + IndexMapping.ID + "\":\"" + id + "\""));
    for (Field field : collection.fields()) {
      byte[] value = values.get(field);
      if (value != null && IndexMapping.covers(field)) {
        json.writeBytes(ascii(",\"" + field.name() + "\":"));
        json.writeBytes(field.type() == FieldType.DATE ? millis(field, value) : value);
      }
    }
    json.write('}');
    return BinaryData.of(json.toByteArray(), "application/json");
  }

  private static byte[] millis(Field field, byte[] value) {
    return ascii(Long.toString((long) Fragments.number(field, value)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
