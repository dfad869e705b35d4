package dev.tidegate.redis;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.write.Idempotency;
import dev.tidegate.write.Precondition;
import dev.tidegate.write.WriteCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays commands out as the {@code write} script takes them. */
final class WriteArguments {
  private static final byte[] REMOVED = {};

  private final Catalog catalog;
  private final Keys names;
  private final int shard;
  private final List<String> keys = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  WriteArguments(Catalog catalog, Keys names, int shard) {
    this.catalog = catalog;
    this.names = names;
    this.shard = shard;
    keys.add(names.clock(shard));
    keys.add(names.log(shard));
    keys.add(names.dirty(shard));
  }

  List<String> keys() {
    return keys;
  }

  List<Object> values() {
    return values;
  }

  WriteArguments with(long value) {
    values.add(value);
    return this;
  }

  WriteArguments with(WriteCommand command) {
    switch (command) {
      case WriteCommand.Put put -> {
        head("put", command);
        fields(command, put.values(), FieldSet.EMPTY);
      }
      case WriteCommand.Patch patch -> {
        head("patch", command);
        fields(command, patch.set(), patch.unset());
      }
      case WriteCommand.Adjust adjust -> {
        head("adjust", command);
        deltas(adjust.deltas());
      }
      case WriteCommand.Delete delete -> {
        head("delete", delete);
        values.add(0);
      }
    }
    return this;
  }

  private void head(String operation, WriteCommand command) {
    Idempotency idempotency = command.conditions().idempotency();
    values.add(operation);
    values.add(command.key());
    values.add(precondition(command.conditions().precondition()));
    values.add(idempotency == null ? "" : idempotency.digest());
    keys.add(names.document(shard, command.key()));
    keys.add(names.ids(shard, command.key().collection()));
    if (idempotency != null) {
      keys.add(names.idempotency(shard, command.key(), operation, idempotency.key()));
    }
  }

  private void fields(WriteCommand command, Values set, FieldSet unset) {
    Collection collection = catalog.require(command.key().collection());
    int countAt = values.size();
    values.add(0);
    for (Field field : collection.fields()) {
      byte[] value = unset.contains(field.ordinal()) ? REMOVED : set.get(field);
      if (value != null) {
        values.add(field.name());
        values.add(value);
      }
    }
    values.set(countAt, (values.size() - countAt - 1) / 2);
  }

  private void deltas(List<WriteCommand.Delta> deltas) {
    values.add(deltas.size());
    for (WriteCommand.Delta delta : deltas) {
      Field field = delta.field();
      values.add(field.name());
      values.add(delta.amount());
      values.add(bound(field.min()));
      values.add(bound(field.max()));
      values.add(field.type().label());
    }
  }

  private static String bound(@Nullable Double bound) {
    return bound == null ? "" : bound.toString();
  }

  private static Object precondition(Precondition precondition) {
    return switch (precondition) {
      case Precondition.None none -> "";
      case Precondition.Exists exists -> "*";
      case Precondition.Absent absent -> 0;
      case Precondition.AtRevision at -> at.rev();
    };
  }
}
