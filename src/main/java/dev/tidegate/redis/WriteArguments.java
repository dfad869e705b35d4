package dev.tidegate.redis;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.write.Conditions;
import dev.tidegate.write.Conditions.Idempotency;
import dev.tidegate.write.Conditions.Precondition;
import dev.tidegate.write.WriteCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arguments of the script {@code write} for a list of commands. */
final class WriteArguments {
  private static final byte[] REMOVED = {};

  private final Catalog catalog;
  private final Keys names;
  private final List<String> keys = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /**
   * Creates arguments without commands.
   *
   * @param limits the arguments before the first shard
   */
  WriteArguments(Catalog catalog, Keys names, List<Long> limits) {
    this.catalog = catalog;
    this.names = names;
    values.addAll(limits);
  }

  List<String> keys() {
    return keys;
  }

  List<Object> values() {
    return values;
  }

  /** Adds the commands of a shard. */
  WriteArguments with(int shard, List<WriteCommand> commands) {
    keys.add(names.clock(shard));
    keys.add(names.log(shard));
    keys.add(names.logged(shard));
    keys.add(names.milestones(shard));
    keys.add(names.dirty(shard));
    values.add(commands.size());
    commands.forEach(command -> add(shard, command));
    return this;
  }

  private void add(int shard, WriteCommand command) {
    switch (command) {
      case WriteCommand.Put put -> {
        head(shard, "put", command);
        fields(command, put.values(), FieldSet.EMPTY);
      }
      case WriteCommand.Patch patch -> {
        head(shard, "patch", command);
        fields(command, patch.set(), patch.unset());
      }
      case WriteCommand.Adjust adjust -> {
        head(shard, "adjust", command);
        deltas(adjust.deltas());
      }
      case WriteCommand.Delete delete -> {
        head(shard, "delete", delete);
        values.add(0);
      }
    }
  }

  private void head(int shard, String operation, WriteCommand command) {
    keys.add(names.document(shard, command.key()));
    if (command instanceof WriteCommand.Put || command instanceof WriteCommand.Delete) {
      keys.add(names.ids(shard, command.key().collection()));
    }
    Conditions conditions = command.conditions();
    if (conditions.equals(Conditions.NONE)) {
      values.add(operation);
      return;
    }
    Idempotency idempotency = conditions.idempotency();
    values.add(operation + '?');
    values.add(precondition(conditions.precondition()));
    values.add(idempotency == null ? "" : idempotency.digest());
    if (idempotency != null) {
      keys.add(names.idempotency(shard, command.key(), operation, idempotency.key()));
    }
  }

  private void fields(WriteCommand command, Values set, FieldSet unset) {
    Collection collection = catalog.require(command.key().collection());
    int countAt = values.size();
    values.add(0);
    List<byte[]> fragments = new ArrayList<>();
    for (Field field : collection.fields()) {
      byte[] value = unset.contains(field.ordinal()) ? REMOVED : set.get(field);
      if (value != null) {
        values.add(field.name());
        fragments.add(value);
      }
    }
    values.set(countAt, fragments.size());
    values.addAll(fragments);
  }

  private void deltas(List<WriteCommand.Delta> deltas) {
    values.add(deltas.size());
    column(deltas, delta -> delta.field().name());
    column(deltas, WriteCommand.Delta::amount);
    column(deltas, delta -> bound(delta.field().min()));
    column(deltas, delta -> bound(delta.field().max()));
    column(deltas, delta -> delta.field().type().label());
  }

  private void column(
      List<WriteCommand.Delta> deltas, Function<WriteCommand.Delta, Object> argument) {
    deltas.forEach(delta -> values.add(argument.apply(delta)));
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
      case Precondition.AtOneOf at ->
          at.revs().stream().map(String::valueOf).collect(Collectors.joining(",", ",", ","));
    };
  }
}
