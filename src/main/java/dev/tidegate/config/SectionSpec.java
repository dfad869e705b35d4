package dev.tidegate.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One section of {@code gateway.yaml}: a record with its keys. */
final class SectionSpec {
  private static final Map<Class<?>, SectionSpec> BY_RECORD = new ConcurrentHashMap<>();

  private final Class<? extends Record> type;
  private final List<RecordComponent> components;
  private final List<KeySpec> keys;

  private SectionSpec(Class<? extends Record> type) {
    this.type = type;
    this.components = List.of(type.getRecordComponents());
    this.keys = components.stream().map(key -> new KeySpec(name(), key)).toList();
  }

  /** Returns the section of a record, for example {@code http} of {@code HttpConfig}. */
  static SectionSpec of(Class<? extends Record> type) {
    return BY_RECORD.computeIfAbsent(type, key -> new SectionSpec(type));
  }

  String name() {
    return type.getSimpleName().replaceFirst("Config$", "").toLowerCase(Locale.ROOT);
  }

  /** Explanation, in Markdown. */
  String text() {
    return Objects.requireNonNull(
            type.getAnnotation(Section.class), () -> name() + " has no explanation")
        .value();
  }

  List<KeySpec> keys() {
    return keys;
  }

  /** Objects of the section that contain keys. */
  List<String> groups() {
    return keys.stream().map(KeySpec::group).filter(g -> !g.isEmpty()).distinct().toList();
  }

  /**
   * Names that an object of the file can contain.
   *
   * @param group empty for the section itself
   */
  List<String> members(String group) {
    return keys.stream()
        .filter(key -> group.isEmpty() || key.group().equals(group))
        .map(key -> group.isEmpty() ? key.name() : key.name().substring(group.length() + 1))
        .map(name -> name.replaceFirst("\\..*", ""))
        .distinct()
        .toList();
  }

  Optional<KeySpec> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /**
   * Validates the values of a record, for its constructor.
   *
   * @param values in the order of the components
   * @throws InvalidKeysException with every mistake
   */
  void check(@Nullable Object... values) {
    if (values.length != keys.size()) {
      throw new IllegalStateException(name() + " has " + keys.size() + " keys");
    }
    List<KeyMistake> mistakes = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      KeySpec key = keys.get(i);
      key.check(values[i], reason -> mistakes.add(new KeyMistake(List.of(key.name()), reason)));
    }
    if (!mistakes.isEmpty()) {
      throw new InvalidKeysException(name(), mistakes);
    }
  }

  /**
   * Constructs the record.
   *
   * @param values by name of the key; the others have their defaults
   * @throws InvalidKeysException if values don't go together
   */
  Record create(Map<String, @Nullable Object> values) {
    @Nullable Object[] arguments =
        keys.stream()
            .map(key -> values.containsKey(key.name()) ? values.get(key.name()) : key.byDefault())
            .toArray();
    return construct(arguments);
  }

  /** Returns a copy of the record with one value changed. */
  Record with(Record record, KeySpec changed, @Nullable Object value) {
    Map<String, @Nullable Object> values = new HashMap<>(values(record));
    values.put(changed.name(), value);
    return create(values);
  }

  private Map<String, @Nullable Object> values(Record record) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      values.put(keys.get(i).name(), get(components.get(i), record));
    }
    return values;
  }

  /** Returns all keys and values of the record, without secrets. */
  String describe(Record record) {
    Map<String, @Nullable Object> values = values(record);
    return keys.stream()
        .map(key -> key.name() + "=" + key.shown(values.get(key.name())))
        .collect(Collectors.joining(", ", name() + "[", "]"));
  }

  private Record construct(@Nullable Object[] arguments) {
    try {
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object get(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
