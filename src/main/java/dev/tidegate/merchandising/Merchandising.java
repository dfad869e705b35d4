package dev.tidegate.merchandising;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.text.TextAnalyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The merchandising rules of all collections that have any. Usable on any thread. */
public final class Merchandising {
  private static final RuleBook.Room ROOM = new RuleBook.Room(10_000, 16 << 20);

  private final Map<String, RuleBook> byRules = new HashMap<>();
  private final Map<String, RuleBook> byCollection = new HashMap<>();
  private final TextAnalyzer analyzer;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile long ignored;

  public Merchandising(Catalog catalog, TextAnalyzer analyzer) {
    this(catalog, analyzer, ROOM);
  }

  /**
   * Creates the rules.
   *
   * @param room limit on the rules of each collection of rules
   */
  Merchandising(Catalog catalog, TextAnalyzer analyzer, RuleBook.Room room) {
    this.analyzer = analyzer;
    for (Collection collection : catalog.collections()) {
      String rules = collection.merchandising();
      if (rules != null) {
        RuleBook book =
            byRules.computeIfAbsent(
                rules, name -> new RuleBook(catalog.require(name), analyzer, room, this::changed));
        byCollection.put(collection.name(), book);
      }
    }
  }

  /** Returns whether no collection has rules. */
  public boolean isEmpty() {
    return byRules.isEmpty();
  }

  /**
   * Returns the rules of a query. An order that the client asks for has no places: then, documents
   * are hidden only.
   */
  public Arrangement of(Collection collection, Query query) {
    RuleBook book = byCollection.get(collection.name());
    String text = query.text();
    if (book == null || text == null) {
      return Arrangement.NONE;
    }
    Arrangement arrangement = book.of(text);
    return query.sort().isEmpty() ? arrangement : arrangement.withoutPins();
  }

  /**
   * Returns a name of the rules that a query can have, as {@link #listen} reports it; {@code null}
   * if it can have none.
   */
  public @Nullable String words(Collection collection, Query query) {
    String text = query.text();
    return text == null || !byCollection.containsKey(collection.name())
        ? null
        : SearchWords.of(text, analyzer);
  }

  /**
   * Adds a listener.
   *
   * @param listener receives the {@link #words} whose rules have changed, on any thread
   */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  private void changed(String words) {
    listeners.forEach(listener -> listener.accept(words));
  }

  /** Number of rules in memory. */
  public long rules() {
    return byRules.values().stream().mapToLong(RuleBook::size).sum();
  }

  /** Heap of the rules, in bytes, about. */
  public long bytes() {
    return byRules.values().stream().mapToLong(RuleBook::bytes).sum();
  }

  /** Number of rules for which there was no room when they were counted last. */
  public long ignored() {
    return ignored;
  }

  void ignored(long rules) {
    ignored = rules;
  }

  @Nullable RuleBook book(String rulesCollection) {
    return byRules.get(rulesCollection);
  }

  List<RuleBook> books() {
    return List.copyOf(byRules.values());
  }
}
