package dev.tidegate.relevance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.relevance.Judgements.Judged;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A shop with invented products in seven languages, and the queries judged over their names.
 *
 * <p>The names are as shops write them. Some have decomposed accents, typographic apostrophes, or
 * kana of half width: an editor must not normalize the file.
 */
final class Shop {
  /** The files of judgements, mostly one per language. */
  static final List<String> PARTS =
      List.of("english", "german", "french", "greek", "japanese", "other");

  private static final String FOLDER = "/relevance/shop/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Shop() {}

  /** Returns the collection file. */
  static String collection() {
    return text("products.yaml");
  }

  /** Returns the products by id. */
  static Map<String, ObjectNode> products() {
    Map<String, ObjectNode> products = new LinkedHashMap<>();
    for (String line : text("products.jsonl").lines().toList()) {
      try {
        ObjectNode product = (ObjectNode) JSON.readTree(line);
        String id = product.remove("id").asText();
        if (products.put(id, product) != null) {
          throw new IllegalStateException("The id " + id + " appears twice.");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(line, e);
      }
    }
    return products;
  }

  /** Returns the judged queries of one of the {@link #PARTS}. */
  static List<Judged> judgements(String part) {
    return Judgements.read(FOLDER + part + ".txt");
  }

  private static String text(String file) {
    try (InputStream in = Objects.requireNonNull(Shop.class.getResourceAsStream(FOLDER + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
