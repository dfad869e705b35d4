package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks the words of a query in a document as it is now, so that nothing is shown which is there no
 * longer. Case and accents are looked through; words found by similarity alone are not marked.
 */
final class Highlighter {
  private static final Pattern WORD =
      Pattern.compile("\\p{IsIdeographic}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsIdeographic}]]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final Set<String> wanted = new HashSet<>();
  private final String unfinished;

  Highlighter(TextQuery query) {
    query.words().forEach(this::want);
    query.phrases().forEach(this::want);
    unfinished = query.open() && !query.words().isEmpty() ? fold(query.words().getLast()) : "";
  }

  /** By field name, HTML of the text fields in which a word was found. */
  Map<String, String> highlight(Collection collection, Values values) {
    Map<String, String> marked = new LinkedHashMap<>();
    for (Field field : collection.fields()) {
      byte[] value = values.get(field);
      if (value != null && field.searchable() && field.type() == FieldType.TEXT) {
        String text = Fragments.strings(value).getFirst();
        String html = mark(text);
        if (html.length() > escape(text).length()) {
          marked.put(field.name(), html);
        }
      }
    }
    return marked;
  }

  private String mark(String text) {
    StringBuilder html = new StringBuilder(text.length() + 32);
    Matcher words = WORD.matcher(text);
    int from = 0;
    while (words.find()) {
      html.append(escape(text.substring(from, words.start())));
      String word = escape(words.group());
      html.append(isWanted(fold(words.group())) ? "<em>" + word + "</em>" : word);
      from = words.end();
    }
    return html.append(escape(text.substring(from))).toString();
  }

  private void want(String text) {
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      wanted.add(fold(words.group()));
    }
  }

  private boolean isWanted(String word) {
    return wanted.contains(word) || (!unfinished.isEmpty() && word.startsWith(unfinished));
  }

  private static String fold(String word) {
    String plain = MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD)).replaceAll("");
    return plain.toLowerCase(Locale.ROOT).replace("ß", "ss");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
