package dev.tidegate.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Field values as raw JSON fragments in UTF-8, one slot for each field of the collection.
 * Immutable: the arrays handed in and out must not be written to.
 */
public final class Values {
  private static final int OVERHEAD = 40;

  private final byte[] @Nullable [] slots;

  /** Known from the start: each change of a cached document asks for it. */
  private final int memory;

  private Values(byte[] @Nullable [] slots, int memory) {
    this.slots = slots;
    this.memory = memory;
  }

  /**
   * Returns the values of a document.
   *
   * @param slots the fragments by ordinal, {@code null} if a field is absent; the fields after the
   *     end of the array are absent
   */
  public static Values of(byte[] @Nullable [] slots) {
    int memory = OVERHEAD + 4 * slots.length;
    for (byte[] slot : slots) {
      memory += memory(slot);
    }
    return new Values(slots, memory);
  }

  public static Values empty() {
    return of(new byte[0][]);
  }

  /** Values by field name; names that the collection does not declare are left out. */
  public static Values of(Collection collection, Map<String, byte[]> byName) {
    byte[][] slots = new byte[collection.fields().size()][];
    byName.forEach(
        (name, value) -> {
          Field field = collection.get(name);
          if (field != null) {
            slots[field.ordinal()] = value;
          }
        });
    return of(slots);
  }

  public byte @Nullable [] get(int ordinal) {
    return ordinal < slots.length ? slots[ordinal] : null;
  }

  public byte @Nullable [] get(Field field) {
    return get(field.ordinal());
  }

  public boolean has(int ordinal) {
    return get(ordinal) != null;
  }

  /** The fields that have a value. */
  public FieldSet present() {
    BitSet bits = new BitSet(slots.length);
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != null) {
        bits.set(i);
      }
    }
    return FieldSet.of(bits);
  }

  /** These values with those of {@code set} in place of ours, and without the fields of unset. */
  public Values with(Values set, FieldSet unset) {
    byte[][] merged = Arrays.copyOf(slots, Math.max(slots.length, set.slots.length));
    int grown = memory + 4 * (merged.length - slots.length);
    for (int i = 0; i < set.slots.length; i++) {
      byte[] value = set.slots[i];
      if (value != null) {
        grown += memory(value) - memory(merged[i]);
        merged[i] = value;
      }
    }
    if (unset.isEmpty()) {
      return new Values(merged, grown);
    }
    unset.forEach(
        ordinal -> {
          if (ordinal < merged.length) {
            merged[ordinal] = null;
          }
        });
    return of(merged);
  }

  /** The fields whose values differ, absence counting as a value. */
  public FieldSet difference(Values other) {
    BitSet bits = new BitSet();
    for (int i = 0; i < Math.max(slots.length, other.slots.length); i++) {
      if (!Arrays.equals(get(i), other.get(i))) {
        bits.set(i);
      }
    }
    return FieldSet.of(bits);
  }

  /** The bytes the fragments take. */
  public int size() {
    int size = 0;
    for (byte[] slot : slots) {
      size += slot == null ? 0 : slot.length;
    }
    return size;
  }

  /** About the bytes of heap they take. */
  public int memory() {
    return memory;
  }

  private static int memory(byte @Nullable [] slot) {
    return slot == null ? 0 : 16 + ((slot.length + 7) & -8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values values && difference(values).isEmpty();
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != null) {
        hash = 31 * hash + i + Arrays.hashCode(slots[i]);
      }
    }
    return hash;
  }
}
