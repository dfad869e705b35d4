package dev.tidegate.load;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a scenario: its file, and the overrides of the command line. An unknown name is an
 * error.
 */
final class Knobs {
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private final Map<String, Object> values;

  Knobs(Map<String, Object> values) {
    this.values = values;
  }

  static Knobs read(Path file, Map<String, String> overrides) {
    Map<String, Object> values;
    try {
      values = new YAMLMapper().readValue(Files.readString(file), MAP);
    } catch (IOException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
    overrides.forEach(
        (name, value) -> {
          if (!values.containsKey(name)) {
            throw new UsageException("unknown option --" + name + "; known: " + values.keySet());
          }
          values.put(name, value);
        });
    return new Knobs(values);
  }

  Map<String, Object> all() {
    return values;
  }

  String text(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new UsageException("the scenario lacks " + name);
    }
    return value.toString();
  }

  boolean has(String name) {
    Object value = values.get(name);
    return value != null && !value.toString().isEmpty() && !value.toString().equals("0");
  }

  boolean flag(String name) {
    return has(name) && Boolean.parseBoolean(text(name));
  }

  int count(String name) {
    double value = number(name);
    if (value < 0 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw new UsageException(name + " must be a count, not " + text(name));
    }
    return (int) value;
  }

  /** A number; {@code 10k} and {@code 2M} are understood. */
  double number(String name) {
    String text = text(name).trim();
    double unit = text.endsWith("k") ? 1e3 : text.endsWith("M") ? 1e6 : 1;
    try {
      return Double.parseDouble(unit == 1 ? text : text.substring(0, text.length() - 1)) * unit;
    } catch (NumberFormatException e) {
      throw new UsageException(name + " must be a number, not " + text);
    }
  }

  /** {@code 500ms}, {@code 10s}, {@code 2m}, or seconds without a unit. */
  long nanos(String name) {
    String text = text(name).trim();
    String number = text.replaceAll("[a-z]+$", "");
    double unit =
        switch (text.substring(number.length())) {
          case "ms" -> 1e6;
          case "s", "" -> 1e9;
          case "m" -> 60e9;
          default -> throw new UsageException(name + " must be a duration like 10s, not " + text);
        };
    try {
      return (long) (Double.parseDouble(number) * unit);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " must be a duration like 10s, not " + text);
    }
  }

  List<String> list(String name) {
    if (values.get(name) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of(text(name).split("\\|"));
  }

  /** Weights by name: a map in the file, {@code get=80,put=20} on the command line. */
  Map<String, Double> weights(String name) {
    Map<String, Double> weights = new TreeMap<>();
    try {
      if (values.get(name) instanceof Map<?, ?> map) {
        map.forEach((k, v) -> weights.put(k.toString(), Double.valueOf(v.toString())));
      } else {
        for (String part : text(name).split(",")) {
          String[] pair = part.split("=", 2);
          weights.put(pair[0].trim(), pair.length == 1 ? 1 : Double.parseDouble(pair[1]));
        }
      }
    } catch (NumberFormatException e) {
      throw new UsageException(name + ": a weight must be a number: " + text(name));
    }
    weights.values().removeIf(weight -> weight <= 0);
    if (weights.isEmpty()) {
      throw new UsageException(name + " must name at least one kind with a weight above 0");
    }
    return weights;
  }
}
