package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Keys of a collection file. No other place has their explanations: the parsers, {@code
 * src/docs/configuration.md}, and the JSON Schema take them from here.
 */
enum CollectionKey {
  DESCRIPTION(Scope.COLLECTION, "description", Form.TEXT, "none", "Description of the collection."),
  FIELDS(
      Scope.COLLECTION,
      "fields",
      Form.FIELDS,
      "required",
      "Fields of the documents, by name. A name is a letter, then up to 63 letters, digits, and"
          + " underscores. The names of query parameters are reserved."),
  LANGUAGE(
      Scope.COLLECTION,
      "language",
      Form.LANGUAGE,
      "none",
      "Language of the texts, as an ISO 639-1 code. A search with `q` then finds other endings of a"
          + " word: `berries` finds `berry`. Without it, words are compared as they are."),
  RANKING(
      Scope.COLLECTION,
      "ranking",
      Form.RANKING,
      "none",
      "Order of documents that are equally relevant to a search text."),
  MERCHANDISING(
      Scope.COLLECTION,
      "merchandising",
      Form.COLLECTION,
      "none",
      "Another collection whose documents pin and hide documents of this one for a search text. It"
          + " needs the fields `query` (a required `keyword`), `pinned`, and `hidden` (a `keyword` with"
          + " `many` each). See src/docs/merchandising.md."),

  FIELD_TYPE(Scope.FIELD, "type", Form.TYPE, "required", "Type of the values."),
  FIELD_DESCRIPTION(Scope.FIELD, "description", Form.TEXT, "none", "Description of the field."),
  MANY(
      Scope.FIELD,
      "many",
      Form.FLAG,
      "`false`",
      "Makes the value an array. Only a `keyword` can have many values."),
  REQUIRED(Scope.FIELD, "required", Form.FLAG, "`false`", "Rejects documents without the field."),
  SEARCHABLE(
      Scope.FIELD,
      "searchable",
      Form.FLAG,
      "`true` for `text`",
      "Includes the field in the search with `q`. Only `text` and `keyword` can be searched."),
  SORTABLE(
      Scope.FIELD,
      "sortable",
      Form.FLAG,
      "`true` for `long`, `double`, and `date`",
      "Accepts the field in `sort`. An `object` and a field with `many` can't be sorted by."),
  FACETABLE(
      Scope.FIELD,
      "facetable",
      Form.FLAG,
      "`true` for `long` and `double`",
      "Accepts the field in `facets`. A `text` and an `object` have no facets."),
  MIN(
      Scope.FIELD,
      "min",
      Form.BOUND,
      "none",
      "Least valid value of a `long` or a `double`. Writes below it are rejected."),
  MAX(
      Scope.FIELD,
      "max",
      Form.BOUND,
      "none",
      "Greatest valid value of a `long` or a `double`. Writes above it are rejected."),
  MAX_BYTES(
      Scope.FIELD,
      "max_bytes",
      Form.BYTES,
      "2048 (2 KiB) for a sortable `text`, 262144 (256 KiB) for other `text`, 8191 for a `keyword`",
      "Maximum size of a value of a `text` or a `keyword`, in bytes of UTF-8. Writes of a longer value"
          + " are rejected with 400. Stored values stay readable. Of each field, `q` searches and"
          + " highlights the first 32 KiB. Filters find keywords of up to 8191 characters. All values"
          + " of a field with `many` have at most 262144 bytes (256 KiB) together."),
  WEIGHT(
      Scope.FIELD,
      "weight",
      Form.WEIGHT,
      "4 for the first searchable `text`, 2 for a `keyword`, 1 for other `text`",
      "Relevance of a word that a search finds in this field. The field must be searchable."),

  PREFER(
      Scope.RANKING,
      "prefer",
      Form.CONDITION,
      "none",
      "Condition that puts a document before others of equal relevance: `>`, `>=`, `<`, `<=`, or"
          + " `=` on a number, `=` on a `keyword` or a `boolean`. Example: `stock > 0`."),
  THEN(
      Scope.RANKING,
      "then",
      Form.ORDER,
      "by id",
      "Sortable fields, separated by commas, that order the remaining documents. `-` means"
          + " descending. Example: `-sold,name`.");

  /** Least value of {@link #WEIGHT}. */
  static final double LEAST_WEIGHT = 0.1;

  /** Greatest value of {@link #WEIGHT}. */
  static final double GREATEST_WEIGHT = 100;

  /** Object that contains a key. */
  enum Scope {
    COLLECTION,
    FIELD,
    RANKING
  }

  /** Form of a value. */
  enum Form {
    TEXT("text"),
    FLAG("`true` or `false`"),
    BOUND("number; an integer for a `long`"),
    BYTES("integer from 1 to 67108864 (64 MiB); for a `keyword`, to 32766"),
    WEIGHT("number from 0.1 to 100"),
    TYPE("name of a type"),
    FIELDS("1 to 256 fields"),
    LANGUAGE("one of `ar cs de el en es fi fr hu it no pt ru sv`"),
    RANKING("`prefer` and `then`"),
    COLLECTION("name of a collection"),
    CONDITION("condition"),
    ORDER("list of fields");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** Valid values in words, in Markdown. */
    String words() {
      return words;
    }
  }

  private final Scope scope;
  private final String key;
  private final Form form;
  private final String byDefault;
  private final String text;

  CollectionKey(Scope scope, String key, Form form, String byDefault, String text) {
    this.scope = scope;
    this.key = key;
    this.form = form;
    this.byDefault = byDefault;
    this.text = text;
  }

  /** Name of the key in the file. */
  String key() {
    return key;
  }

  Form form() {
    return form;
  }

  /** Default in words, in Markdown. */
  String byDefault() {
    return byDefault;
  }

  /** Explanation, in Markdown. */
  String text() {
    return text;
  }

  static List<CollectionKey> in(Scope scope) {
    return Arrays.stream(values()).filter(key -> key.scope == scope).toList();
  }

  /**
   * Reports the unknown keys of an object.
   *
   * @param mistakes receives the name and the reason
   */
  static void checkNames(Scope scope, JsonNode object, BiConsumer<String, String> mistakes) {
    List<String> known = in(scope).stream().map(CollectionKey::key).toList();
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                mistakes.accept(name, KnownNames.unknown("key", name, known));
              }
            });
  }

  /** Explanation of a type, in Markdown. */
  static String text(FieldType type) {
    return switch (type) {
      case TEXT -> "Text that is analyzed for full-text search.";
      case KEYWORD -> "Exact string. With `many`, an array of them.";
      case LONG -> "Integer from −(2^53−1) to 2^53−1.";
      case DOUBLE -> "Number with a fraction.";
      case BOOLEAN -> "`true` or `false`.";
      case DATE -> "ISO 8601 date and time. It is stored in UTC, with milliseconds.";
      case OBJECT -> "JSON object that is stored and returned, but not searched.";
    };
  }
}
