package dev.tidegate.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Expected state after a replay, computed from the file in the plainest way. It shares nothing with
 * the replay itself, except the library that splits a line.
 */
final class ExpectedState {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader CSV =
      new CsvMapper()
          .readerFor(new TypeReference<List<List<String>>>() {})
          .with(CsvParser.Feature.WRAP_AS_ARRAY);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Map<String, ObjectNode> docs = new LinkedHashMap<>();
  private long read;
  private long applied;
  private long ignored;
  private long refused;
  private long errors;

  private ExpectedState() {}

  /**
   * Goes through the first lines of a file.
   *
   * @param latin1 whether it is not UTF-8
   */
  static ExpectedState of(Path file, long opening, long limit, boolean latin1) throws IOException {
    List<String> lines = lines(file, latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    Map<String, String> names = new HashMap<>();
    for (String line : lines) {
      List<String> row = split(line);
      if (row.size() == 8 && !row.get(2).isBlank()) {
        names.putIfAbsent(row.get(1), row.get(2));
      }
    }
    ExpectedState state = new ExpectedState();
    lines.stream().limit(limit).forEach(line -> state.line(split(line), names, opening));
    return state;
  }

  /** The documents by id, in the order in which they come to be. */
  Map<String, JsonNode> docs() throws IOException {
    Map<String, JsonNode> read = new LinkedHashMap<>();
    for (Map.Entry<String, ObjectNode> doc : docs.entrySet()) {
      // As if it was received: a number's node is of another class if it was made of a long.
      read.put(doc.getKey(), JSON.readTree(doc.getValue().toString()));
    }
    return read;
  }

  Counts.Lines lines() {
    return new Counts.Lines(read, applied, ignored, refused, errors, 0);
  }

  private void line(List<String> row, Map<String, String> names, long opening) {
    read++;
    long quantity;
    BigDecimal price;
    try {
      quantity = Long.parseLong(row.get(3));
      LocalDateTime.parse(row.get(4), DATE);
      price = new BigDecimal(row.get(5));
    } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeParseException e) {
      errors++;
      return;
    }
    if (row.size() != 8 || row.get(1).isBlank()) {
      errors++;
      return;
    }
    String code = row.get(1);
    ObjectNode doc =
        docs.computeIfAbsent(
            id(code),
            id ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("name", names.getOrDefault(code, code))
                    .put("currency", "GBP")
                    .put("stock", opening)
                    .put("sold", 0L));
    if (price.compareTo(BigDecimal.ZERO) > 0) {
      BigDecimal pence = price.multiply(BigDecimal.valueOf(100)).add(new BigDecimal("0.5"));
      doc.put("price", pence.setScale(0, RoundingMode.FLOOR).longValueExact());
    }
    move(doc, quantity);
  }

  private void move(ObjectNode doc, long quantity) {
    long stock = doc.get("stock").asLong();
    long sold = doc.get("sold").asLong();
    if (quantity == 0) {
      ignored++;
    } else if (quantity > stock) {
      refused++;
    } else {
      applied++;
      doc.put("stock", stock - quantity).put("sold", Math.max(0, sold + quantity));
    }
  }

  private static String id(String code) {
    String id =
        URLEncoder.encode(code, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~")
            .replace('%', '~');
    return id.startsWith("_") ? "~5F" + id.substring(1) : id;
  }

  private static List<String> split(String line) {
    try {
      List<List<String>> rows = CSV.readValue(line);
      return rows.isEmpty() ? List.of() : rows.getFirst();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private static List<String> lines(Path file, Charset charset) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, charset))) {
      return reader.lines().skip(1).toList();
    }
  }
}
