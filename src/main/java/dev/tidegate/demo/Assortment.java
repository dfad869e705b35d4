package dev.tidegate.demo;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Products that the demo shop can sell, from {@code demo/catalog.yaml}. */
record Assortment(List<Range> ranges) {
  private static final ObjectReader READER = new YAMLMapper().readerForListOf(Range.class);

  /** One category and the brands in it. */
  record Range(String category, List<String> brands, List<Kind> kinds) {}

  /**
   * A thing that comes in variants.
   *
   * @param motif the name of its picture
   * @param price of the first variant, in minor units
   */
  record Kind(
      String name,
      String motif,
      long price,
      List<String> tags,
      String text,
      List<String> variants) {}

  static Assortment shipped() {
    try (InputStream in = DemoFiles.open("catalog.yaml")) {
      return new Assortment(READER.readValue(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
