package dev.tidegate.jmh;

import dev.tidegate.config.CollectionLoader;
import dev.tidegate.config.ConfigException;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Products as a shop has them, of the shipped schema. */
public final class Samples {
  /** A revision of today. */
  public static final long REV = 1_764_000_000_000_000L;

  public static final Catalog CATALOG = catalog();
  public static final Collection PRODUCTS = CATALOG.require("products");

  private Samples() {}

  private static Catalog catalog() {
    try {
      return CollectionLoader.load(Path.of("conf", "collections"));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String id(int n) {
    return "product-" + n;
  }

  /** A whole document of 12 fields, about 330 bytes of JSON. */
  public static DocumentState product(int n) {
    Map<String, byte[]> fields = new HashMap<>();
    fields.put("name", json("\"Green tea kettle, cast iron, no. " + n + "\""));
    fields.put("description", json("\"Holds 0.8 l. For leaves, not for bags; keeps warm.\""));
    fields.put("brand", json("\"Acme\""));
    fields.put("category", json("\"tea\""));
    fields.put("badge", json("\"new\""));
    fields.put("tags", json("[\"iron\",\"green\",\"gift\"]"));
    fields.put("price", json("4900"));
    fields.put("currency", json("\"EUR\""));
    fields.put("stock", json("120"));
    fields.put("sold", json("7"));
    fields.put("image", json("\"/images/kettle-green.webp\""));
    fields.put("updated", json("\"2026-11-23T10:00:00Z\""));
    return new DocumentState(
        new DocumentKey(PRODUCTS.name(), id(n)), REV + n, Values.of(PRODUCTS, fields));
  }

  /** One more sold: two fields of the document change. */
  public static Change sale(int n, long previousRev, long rev, long count) {
    Map<String, byte[]> set =
        Map.of("stock", json(Long.toString(100_000 - count)), "sold", json(Long.toString(count)));
    return new Change.Updated(
        new DocumentKey(PRODUCTS.name(), id(n)),
        rev,
        previousRev,
        Values.of(PRODUCTS, set),
        FieldSet.EMPTY);
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
