package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.List;

/** A checked wish to change one document. */
public sealed interface WriteCommand {
  DocumentKey key();

  Conditions conditions();

  /** About the bytes that the command occupies. */
  default int bytes() {
    int values =
        switch (this) {
          case Put put -> put.values().memory();
          case Patch patch -> patch.set().memory();
          case Adjust adjust -> 64 * adjust.deltas().size();
          case Delete delete -> 0;
        };
    return 256 + values;
  }

  /** Create or replace. */
  record Put(DocumentKey key, Conditions conditions, Values values) implements WriteCommand {}

  /** Replace the fields of {@code set}, remove those of {@code unset}. */
  record Patch(DocumentKey key, Conditions conditions, Values set, FieldSet unset)
      implements WriteCommand {}

  /** Add to number fields, all or none. */
  record Adjust(DocumentKey key, Conditions conditions, List<Delta> deltas)
      implements WriteCommand {
    public Adjust {
      deltas = List.copyOf(deltas);
    }
  }

  record Delete(DocumentKey key, Conditions conditions) implements WriteCommand {}

  /**
   * What to add to one field.
   *
   * @param amount a number as canonical JSON
   */
  record Delta(Field field, String amount) {}
}
