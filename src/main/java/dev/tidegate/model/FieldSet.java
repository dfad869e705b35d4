package dev.tidegate.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntConsumer;

/** An immutable set of field ordinals: a projection, or the fields a change touched. */
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(new long[0]);

  private final long[] words;

  private FieldSet(long[] words) {
    this.words = words;
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
    return bits.isEmpty() ? EMPTY : new FieldSet(bits.toLongArray());
  }

  /** The ordinals 0 to {@code count - 1}. */
  public static FieldSet firstOf(int count) {
    BitSet bits = new BitSet();
    bits.set(0, count);
    return of(bits);
  }

  public boolean isEmpty() {
    return words.length == 0;
  }

  public boolean contains(int ordinal) {
    int word = ordinal >> 6;
    return word < words.length && (words[word] & (1L << ordinal)) != 0;
  }

  /** Whether every member of {@code other} is a member of this. */
  public boolean containsAll(FieldSet other) {
    for (int i = 0; i < other.words.length; i++) {
      long mine = i < words.length ? words[i] : 0;
      if ((other.words[i] & ~mine) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether some member is a member of {@code other} too. */
  public boolean intersects(FieldSet other) {
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      if ((words[i] & other.words[i]) != 0) {
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
    long[] merged = Arrays.copyOf(words, Math.max(words.length, other.words.length));
    for (int i = 0; i < other.words.length; i++) {
      merged[i] |= other.words[i];
    }
    return new FieldSet(merged);
  }

  public FieldSet intersection(FieldSet other) {
    if (other.containsAll(this)) {
      return this;
    }
    if (containsAll(other)) {
      return other;
    }
    BitSet bits = BitSet.valueOf(words);
    bits.and(BitSet.valueOf(other.words));
    return of(bits);
  }

  /** The members that are not in {@code other}. */
  public FieldSet minus(FieldSet other) {
    if (other.containsAll(this)) {
      return EMPTY;
    }
    BitSet bits = BitSet.valueOf(words);
    bits.andNot(BitSet.valueOf(other.words));
    return of(bits);
  }

  /** Calls {@code action} with each ordinal, ascending. */
  public void forEach(IntConsumer action) {
    for (int i = 0; i < words.length; i++) {
      for (long word = words[i]; word != 0; word &= word - 1) {
        action.accept((i << 6) + Long.numberOfTrailingZeros(word));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return BitSet.valueOf(words).toString();
  }
}
