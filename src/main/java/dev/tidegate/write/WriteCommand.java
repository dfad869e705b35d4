package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.List;

/** Valid command to change one document. */
public sealed interface WriteCommand {
  DocumentKey key();

  Conditions conditions();

  /** Returns the approximate bytes of memory that the command occupies. */
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

  /** Creates or replaces the document. */
  record Put(DocumentKey key, Conditions conditions, Values values) implements WriteCommand {}

  /** Replaces the fields in {@code set} and removes those in {@code unset}. */
  record Patch(DocumentKey key, Conditions conditions, Values set, FieldSet unset)
      implements WriteCommand {}

  /** Adds amounts to number fields, to all or none. */
  record Adjust(DocumentKey key, Conditions conditions, List<Delta> deltas)
      implements WriteCommand {
    public Adjust {
      deltas = List.copyOf(deltas);
    }
  }

  /** Removes the document. */
  record Delete(DocumentKey key, Conditions conditions) implements WriteCommand {}

  /**
   * Amount to add to one field.
   *
   * @param amount a number as canonical JSON
   */
  record Delta(Field field, String amount) {}
}
