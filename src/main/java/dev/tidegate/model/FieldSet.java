package dev.tidegate.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntConsumer;

/**
 * An immutable set of field ordinals: a projection, or the fields a change touched. The first 64
 * ordinals, enough for most schemas, are one word: a comparison for each delivery follows no
 * reference.
 */
public final class FieldSet implements Comparable<FieldSet> {
  public static final FieldSet EMPTY = new FieldSet(0, new long[0]);

  private final long first;

  /** From ordinal 64 on; none where there are none. */
  private final long[] rest;

  private FieldSet(long first, long[] rest) {
    this.first = first;
    this.rest = rest;
  }

  public static FieldSet of(int... ordinals) {
    BitSet bits = new BitSet();
    for (int ordinal : ordinals) {
      bits.set(ordinal);
    }
    return of(bits);
  }

  public static FieldSet of(Collection<Field> fields) {
    BitSet bits = new BitSet();
    fields.forEach(field -> bits.set(field.ordinal()));
    return of(bits);
  }

  public static FieldSet of(BitSet bits) {
    if (bits.isEmpty()) {
      return EMPTY;
    }
    long[] words = bits.toLongArray();
    return new FieldSet(
        words[0], words.length == 1 ? EMPTY.rest : Arrays.copyOfRange(words, 1, words.length));
  }

  /** The ordinals 0 to {@code count - 1}. */
  public static FieldSet firstOf(int count) {
    BitSet bits = new BitSet();
    bits.set(0, count);
    return of(bits);
  }

  public boolean isEmpty() {
    return first == 0 && rest.length == 0;
  }

  public boolean contains(int ordinal) {
    return (word(ordinal >> 6) & (1L << ordinal)) != 0;
  }

  /** Returns whether every member of {@code other} is a member of this. */
  public boolean containsAll(FieldSet other) {
    if ((other.first & ~first) != 0) {
      return false;
    }
    for (int i = 1; i < other.words(); i++) {
      if ((other.word(i) & ~word(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether some member is a member of {@code other} too. */
  public boolean intersects(FieldSet other) {
    if ((first & other.first) != 0) {
      return true;
    }
    for (int i = 1; i < Math.min(words(), other.words()); i++) {
      if ((word(i) & other.word(i)) != 0) {
        return true;
      }
    }
    return false;
  }

  public FieldSet union(FieldSet other) {
    if (containsAll(other)) {
      return this;
    }
    if (other.containsAll(this)) {
      return other;
    }
    BitSet bits = bits();
    bits.or(other.bits());
    return of(bits);
  }

  public FieldSet intersection(FieldSet other) {
    if (other.containsAll(this)) {
      return this;
    }
    if (containsAll(other)) {
      return other;
    }
    BitSet bits = bits();
    bits.and(other.bits());
    return of(bits);
  }

  /** The members that are not in {@code other}. */
  public FieldSet minus(FieldSet other) {
    if (other.containsAll(this)) {
      return EMPTY;
    }
    BitSet bits = bits();
    bits.andNot(other.bits());
    return of(bits);
  }

  /** Calls {@code action} with each ordinal, ascending. */
  public void forEach(IntConsumer action) {
    for (int i = 0; i < words(); i++) {
      for (long word = word(i); word != 0; word &= word - 1) {
        action.accept((i << 6) + Long.numberOfTrailingZeros(word));
      }
    }
  }

  /** Any order that agrees with {@link #equals}, for hash maps whose keys clients choose. */
  @Override
  public int compareTo(FieldSet other) {
    int order = Long.compare(first, other.first);
    return order != 0 ? order : Arrays.compare(rest, other.rest);
  }

  private int words() {
    return rest.length + 1;
  }

  private long word(int i) {
    if (i == 0) {
      return first;
    }
    return i <= rest.length ? rest[i - 1] : 0;
  }

  private BitSet bits() {
    long[] words = new long[words()];
    Arrays.setAll(words, this::word);
    return BitSet.valueOf(words);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && first == set.first && Arrays.equals(rest, set.rest);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(first) + Arrays.hashCode(rest);
  }

  @Override
  public String toString() {
    return bits().toString();
  }
}
