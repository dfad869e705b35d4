package dev.tidegate.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A named set of documents with one schema. */
public final class Collection {
  private final String name;
  private final String description;
  private final List<Field> fields;
  private final Map<String, Field> byName;
  private final FieldSet all;
  private final Ranking ranking;
  private final @Nullable Language language;
  private final @Nullable String merchandising;
  private final byte[][] labels;

  /**
   * Creates a collection.
   *
   * @param fields in the order of their ordinals
   */
  public Collection(String name, String description, List<Field> fields) {
    this(name, description, fields, Ranking.NONE);
  }

  /**
   * Creates a collection.
   *
   * @param fields in the order of their ordinals
   */
  public Collection(String name, String description, List<Field> fields, Ranking ranking) {
    this(name, description, fields, ranking, null, null);
  }

  /**
   * Creates a collection.
   *
   * @param fields in the order of their ordinals
   * @param language of the texts; {@code null} if none is declared
   * @param merchandising name of the collection of its merchandising rules; {@code null} if it has
   *     none
   */
  public Collection(
      String name,
      String description,
      List<Field> fields,
      Ranking ranking,
      @Nullable Language language,
      @Nullable String merchandising) {
    this.name = name;
    this.language = language;
    this.ranking = ranking;
    this.merchandising = merchandising;
    this.description = description;
    this.fields = List.copyOf(fields);
    this.byName = new LinkedHashMap<>();
    for (Field field : fields) {
      if (field.ordinal() != byName.size()) {
        throw new IllegalArgumentException("field out of order: " + field.name());
      }
      byName.put(field.name(), field);
    }
    this.all = FieldSet.firstOf(fields.size());
    this.labels =
        fields.stream()
            .map(field -> ('"' + field.name() + "\":").getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public List<Field> fields() {
    return fields;
  }

  public Field field(int ordinal) {
    return fields.get(ordinal);
  }

  /** Returns the JSON before the value of a field: {@code "name":}. Must not be modified. */
  public byte[] label(int ordinal) {
    return labels[ordinal];
  }

  public Optional<Field> find(String fieldName) {
    return Optional.ofNullable(byName.get(fieldName));
  }

  public @Nullable Field get(String fieldName) {
    return byName.get(fieldName);
  }

  /** The field of that name, which the caller knows to exist. */
  public Field require(String fieldName) {
    return Objects.requireNonNull(byName.get(fieldName), fieldName);
  }

  public Ranking ranking() {
    return ranking;
  }

  /** Language of the texts; {@code null} if none is declared. */
  public @Nullable Language language() {
    return language;
  }

  /** Name of the collection of its merchandising rules; {@code null} if it has none. */
  public @Nullable String merchandising() {
    return merchandising;
  }

  /** The projection that leaves nothing out. */
  public FieldSet allFields() {
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
