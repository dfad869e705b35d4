package dev.tidegate.elastic;

import co.elastic.clients.util.BinaryData;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.GroupKey;
import dev.tidegate.model.Values;
import dev.tidegate.text.FieldTerms;
import dev.tidegate.text.LeadingText;
import dev.tidegate.text.SearchedText;
import dev.tidegate.text.TextAnalyzer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document as the index gets it: the stored fragments of fields that are compared as they are,
 * the words of those that are searched, the keys of those that are sorted by text, and the keys of
 * groups.
 */
final class IndexSource {
  private final TextAnalyzer analyzer;

  IndexSource(TextAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  BinaryData of(Collection collection, String id, Values values) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(2 * values.size() + 256);
    // An id needs no escaping.
    json.writeBytes(ascii("{\"" + IndexMapping.ID + "\":\"" + id + "\""));
    for (Field field : collection.fields()) {
      byte[] value = values.get(field);
      if (value != null && IndexMapping.hasValues(field)) {
        json.writeBytes(ascii(",\"" + field.name() + "\":"));
        json.writeBytes(field.type() == FieldType.DATE ? millis(field, value) : value);
      }
    }
    json.writeBytes(leading(collection, values).getBytes(StandardCharsets.UTF_8));
    Set<String> pairs = new LinkedHashSet<>();
    json.writeBytes(ascii(",\"" + IndexMapping.WORDS + "\":{"));
    made(
        json,
        collection,
        values,
        IndexMapping::hasWords,
        (field, value) -> words(collection, field, value, pairs));
    json.writeBytes(ascii("},\"" + IndexMapping.PAIRS + "\":"));
    json.writeBytes(quoted(String.join(" ", pairs)).getBytes(StandardCharsets.UTF_8));
    json.writeBytes(ascii(",\"" + IndexMapping.SORT + "\":{"));
    made(json, collection, values, IndexMapping::hasSortKey, (field, value) -> sortKey(value));
    json.writeBytes(ascii("}"));
    groups(json, collection, id, values);
    json.writeBytes(ascii("}"));
    return BinaryData.of(json.toByteArray(), "application/json");
  }

  private static void groups(
      ByteArrayOutputStream json, Collection collection, String id, Values values) {
    String groups =
        collection.fields().stream()
            .filter(GroupKey::isFor)
            .map(field -> '"' + field.name() + "\":" + quoted(GroupKey.of(field, id, values)))
            .collect(Collectors.joining(","));
    if (!groups.isEmpty()) {
      String member = ",\"" + IndexMapping.GROUP + "\":{" + groups + "}";
      json.writeBytes(member.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String leading(Collection collection, Values values) {
    Field leading = LeadingText.of(collection);
    byte[] value = leading == null ? null : values.get(leading);
    if (value == null) {
      return "";
    }
    List<String> words = analyzer.words(SearchedText.of(text(value)));
    return ",\"%s\":%d,\"%s\":%s"
        .formatted(
            IndexMapping.LENGTH,
            words.size(),
            IndexMapping.BEGINNINGS,
            quoted(String.join(" ", beginnings(words))));
  }

  private static Set<String> beginnings(List<String> words) {
    Set<String> beginnings = new LinkedHashSet<>();
    for (String word : words) {
      int length = word.codePointCount(0, word.length());
      for (int i = 1; i <= Math.min(length, IndexMapping.LONGEST_PREFIX); i++) {
        beginnings.add(word.substring(0, word.offsetByCodePoints(0, i)));
      }
    }
    return beginnings;
  }

  private interface Maker {
    String of(Field field, byte[] value);
  }

  private static void made(
      ByteArrayOutputStream json,
      Collection collection,
      Values values,
      Predicate<Field> covered,
      Maker maker) {
    String separator = "\"";
    for (Field field : collection.fields()) {
      byte[] value = values.get(field);
      if (value != null && covered.test(field)) {
        json.writeBytes(ascii(separator + field.name() + "\":"));
        json.writeBytes(maker.of(field, value).getBytes(StandardCharsets.UTF_8));
        separator = ",\"";
      }
    }
  }

  /** The words of each value, then the terms, so that no phrase runs into them. */
  private String words(Collection collection, Field field, byte[] value, Set<String> pairs) {
    FieldTerms terms = FieldTerms.of(collection, field, Fragments.strings(value), analyzer);
    pairs.addAll(terms.pairs());
    return Stream.concat(
            terms.values().stream().map(words -> String.join(" ", words)), terms.joined().stream())
        .map(IndexSource::quoted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String sortKey(byte[] value) {
    return Fragments.strings(value).stream()
        .findFirst()
        .map(text -> quoted(analyzer.sortKey(text)))
        .orElse("null");
  }

  private static String text(byte[] value) {
    return Fragments.strings(value).getFirst();
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static byte[] millis(Field field, byte[] value) {
    return ascii(Long.toString((long) Fragments.number(field, value)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
