package dev.tidegate.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.util.List;

/**
 * Places of the columns, from the header of the file. A record is one line: an unclosed quote
 * spoils only its own line.
 */
record Columns(int count, int code, int description, int quantity, int date, int price) {
  private static final ObjectReader CSV =
      new CsvMapper().readerFor(String[][].class).with(CsvParser.Feature.WRAP_AS_ARRAY);

  /** Finds the columns by their names, in any order and among others. */
  static Columns ofHeader(String header) {
    List<String> names;
    try {
      names = List.of(split(header));
    } catch (LineException e) {
      throw new ReplayException("the header line is not CSV: " + e.getMessage());
    }
    return new Columns(
        names.size(),
        find(names, "StockCode"),
        find(names, "Description"),
        find(names, "Quantity"),
        find(names, "InvoiceDate"),
        find(names, "UnitPrice"));
  }

  /** The values of a line, as many as the header has. */
  String[] values(String line) throws LineException {
    String[] values = split(line);
    if (values.length != count) {
      throw new LineException(values.length + " columns instead of " + count);
    }
    return values;
  }

  private static int find(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new ReplayException(
          "the first line names no column " + name + " (found: " + String.join(", ", names) + ")");
    }
    return index;
  }

  private static String[] split(String line) throws LineException {
    if (line.length() > LineReader.MAX_LINE) {
      throw new LineException("longer than " + LineReader.MAX_LINE + " bytes");
    }
    if (line.isBlank()) {
      throw new LineException("blank");
    }
    try {
      String[][] rows = CSV.readValue(line);
      if (rows.length == 1) {
        return rows[0];
      }
      throw new LineException("a carriage return within the line");
    } catch (JsonProcessingException e) {
      throw new LineException("a quote that is not closed, or text behind a closed one");
    }
  }
}
