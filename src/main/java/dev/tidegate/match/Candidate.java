package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that many queries evaluate. Its fields are decoded once, when the first query reads
 * them. Confined to one thread.
 */
public final class Candidate {
  private final Collection collection;
  private final DocumentState state;
  private final Values values;
  private final KnownWords knownWords;
  private final @Nullable Object[] decoded;
  private final @Nullable Candidate former;
  private @Nullable String @Nullable [] sortKeys;
  private @Nullable DocumentWords words;

  public Candidate(Collection collection, DocumentState state, KnownWords words) {
    this(collection, state, null, words);
  }

  /**
   * Creates a candidate.
   *
   * @param former its state at the last evaluation, if it is known
   */
  public Candidate(
      Collection collection,
      DocumentState state,
      @Nullable DocumentState former,
      KnownWords words) {
    Values present = state.values();
    this.collection = collection;
    this.state = state;
    this.values = present == null ? Values.empty() : present;
    this.knownWords = words;
    this.former = former == null ? null : new Candidate(collection, former, words);
    this.decoded = new Object[collection.fields().size()];
  }

  public DocumentState state() {
    return state;
  }

  public String id() {
    return state.key().id();
  }

  public long rev() {
    return state.rev();
  }

  public @Nullable Candidate former() {
    return former;
  }

  public boolean exists() {
    return state.exists();
  }

  public boolean has(Field field) {
    return values.has(field.ordinal());
  }

  /** The number of a field that has a value; a date's milliseconds since 1970. */
  public double number(Field field) {
    Object known = decoded[field.ordinal()];
    if (known == null) {
      known = Fragments.number(field, raw(field));
      decoded[field.ordinal()] = known;
    }
    return (double) known;
  }

  /** The strings of a field; none where it has no value. */
  @SuppressWarnings("unchecked")
  public List<String> strings(Field field) {
    Object known = decoded[field.ordinal()];
    if (known == null) {
      known = has(field) ? Fragments.strings(raw(field)) : List.of();
      decoded[field.ordinal()] = known;
    }
    return (List<String>) known;
  }

  /** Returns the key of a text or keyword; {@code null} where it has no value. */
  @Nullable String sortKey(Field field) {
    List<String> values = strings(field);
    if (values.isEmpty()) {
      return null;
    }
    @Nullable String[] keys = sortKeys;
    if (keys == null) {
      keys = new String[decoded.length];
      sortKeys = keys;
    }
    String known = keys[field.ordinal()];
    if (known == null) {
      known = knownWords.analyzer().sortKey(values.getFirst());
      keys[field.ordinal()] = known;
    }
    return known;
  }

  /** The JSON of a field that has a value. */
  byte[] raw(Field field) {
    byte[] raw = values.get(field);
    if (raw == null) {
      throw new IllegalArgumentException(state.key() + " has no " + field.name());
    }
    return raw;
  }

  /** The words of all fields that {@code q} looks into. */
  public DocumentWords words() {
    DocumentWords known = words;
    if (known == null) {
      known = knownWords.of(collection, this);
      words = known;
    }
    return known;
  }
}
