package dev.tidegate.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The products of the real file: their names, with what sold of them. */
public final class RetailProducts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STOCK = 100;

  private RetailProducts() {}

  /** Returns the documents by id; skips the test with a message if the file does not exist. */
  public static Map<String, ObjectNode> orSkip() throws IOException {
    Path file = RetailData.orSkip();
    FileSurvey survey = FileSurvey.of(file);
    Map<String, ObjectNode> products = new LinkedHashMap<>();
    try (LineReader reader = LineReader.open(file)) {
      OrderLineParser parser = new OrderLineParser(FileSurvey.header(reader));
      for (RawLine raw = reader.next(); raw != null; raw = reader.next()) {
        OrderLine line = parser.parse(raw);
        if (survey.names().containsKey(line.code())) {
          products
              .computeIfAbsent(line.id(), id -> product(survey.nameOf(line.code())))
              .put("sold", sold(products.get(line.id())) + line.quantity());
        }
      }
    } catch (LineException e) {
      throw new IOException(e);
    }
    // Products with more returns than sales are no longer sold.
    products.values().forEach(p -> p.put("stock", sold(p) > 0 ? STOCK : 0));
    products.values().forEach(p -> p.put("sold", Math.max(0, sold(p))));
    return products;
  }

  private static ObjectNode product(String name) {
    return JSON.createObjectNode().put("name", name.strip());
  }

  private static long sold(ObjectNode product) {
    return product.path("sold").asLong();
  }
}
