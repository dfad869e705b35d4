package dev.tidegate.merchandising;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.text.TextAnalyzer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of one collection, as far as there is room. Reads of the same document can arrive in
 * any order: the latest revision prevails. Usable on any thread.
 */
final class RuleBook {
  private static final Logger log = LoggerFactory.getLogger(RuleBook.class);

  /** Removed rules whose revisions are remembered, in case an earlier read arrives late. */
  private static final int MAX_REMOVED = 1_000;

  /** Less than any revision. */
  private static final long UNREAD = -1;

  /** Bounds of a book. */
  record Room(int rules, long bytes) {}

  private record Entry(long rev, Rule rule) {}

  private final Collection collection;
  private final TextAnalyzer analyzer;
  private final Room room;
  private final Consumer<String> changed;
  private final Map<String, Entry> entries = new HashMap<>();
  private final SequencedMap<String, Long> removed = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, Rule>> byWords = new HashMap<>();
  private final ConcurrentMap<String, Arrangement> arrangements = new ConcurrentHashMap<>();
  private long bytes;
  private long epoch;
  private boolean full;
  private boolean freed;
  private boolean warned;

  /**
   * Creates an empty book.
   *
   * @param changed receives the {@link SearchWords} whose arrangement has changed
   */
  RuleBook(Collection collection, TextAnalyzer analyzer, Room room, Consumer<String> changed) {
    this.collection = collection;
    this.analyzer = analyzer;
    this.room = room;
    this.changed = changed;
  }

  Collection collection() {
    return collection;
  }

  /** Returns what the rules of a search text ask for. */
  Arrangement of(String text) {
    return arrangements.isEmpty()
        ? Arrangement.NONE
        : arrangements.getOrDefault(SearchWords.of(text, analyzer), Arrangement.NONE);
  }

  /** Number of the store's content: states that were read before it changed are outdated. */
  synchronized long epoch() {
    return epoch;
  }

  /** The store has other content: revisions start again. The rules stay until they are read. */
  synchronized void beginEpoch() {
    epoch++;
    removed.clear();
    entries.replaceAll((id, entry) -> new Entry(UNREAD, entry.rule()));
  }

  /** Ids of the rules in the book. */
  synchronized List<String> ids() {
    return List.copyOf(entries.keySet());
  }

  synchronized int size() {
    return entries.size();
  }

  /** Returns about the bytes of heap that the rules take. */
  synchronized long bytes() {
    return bytes;
  }

  /** Returns whether a rule was left out since {@link #makeRoom}. */
  synchronized boolean isFull() {
    return full;
  }

  /** Returns whether a rule that was left out may fit now. */
  synchronized boolean hasRoomAgain() {
    return full && freed;
  }

  /** All rules are about to be read. */
  synchronized void makeRoom() {
    warned = full;
    full = false;
    freed = false;
  }

  /**
   * Applies states of documents.
   *
   * @param read the {@link #epoch} before they were read
   */
  void apply(List<DocumentState> states, long read) {
    for (DocumentState state : states) {
      try {
        apply(state, rule(state), read);
      } catch (RuntimeException e) {
        // One rule is not to keep the others from searches.
        log.error("Rule ignored, not readable rule={}", state.key(), e);
      }
    }
  }

  private @Nullable Rule rule(DocumentState state) {
    Values values = state.values();
    return values == null ? null : Rule.of(collection, state.key().id(), values, analyzer);
  }

  private synchronized void apply(DocumentState state, @Nullable Rule rule, long read) {
    String id = state.key().id();
    Entry before = entries.get(id);
    long known = before == null ? removed.getOrDefault(id, UNREAD) : before.rev();
    if (read != epoch || state.rev() <= known) {
      return;
    }
    long size = bytes;
    if (before != null) {
      takeOut(id, before.rule());
    }
    if (rule == null) {
      remember(id, state.rev());
    } else if (fits(rule)) {
      removed.remove(id);
      putIn(id, new Entry(state.rev(), rule));
    } else {
      leaveOut(id);
    }
    freed |= bytes < size;
    if (before != null) {
      arrange(before.rule().words());
    }
    if (rule != null && (before == null || !rule.words().equals(before.rule().words()))) {
      arrange(rule.words());
    }
  }

  private void remember(String id, long rev) {
    removed.putLast(id, rev);
    if (removed.size() > MAX_REMOVED) {
      removed.pollFirstEntry();
    }
  }

  private boolean fits(Rule rule) {
    return entries.size() < room.rules() && bytes + rule.memory() <= room.bytes();
  }

  private void leaveOut(String id) {
    if (!full && !warned) {
      log.warn(
          "Rule ignored, limit reached rule={}/{} rules={} bytes={}",
          collection,
          id,
          entries.size(),
          bytes);
    }
    full = true;
  }

  private void putIn(String id, Entry entry) {
    Rule rule = entry.rule();
    entries.put(id, entry);
    bytes += rule.memory();
    if (!rule.isIdle()) {
      byWords.computeIfAbsent(rule.words(), words -> new TreeMap<>()).put(id, rule);
    }
  }

  private void takeOut(String id, Rule rule) {
    entries.remove(id);
    bytes -= rule.memory();
    byWords.computeIfPresent(
        rule.words(),
        (words, rules) -> {
          rules.remove(id);
          return rules.isEmpty() ? null : rules;
        });
  }

  private void arrange(String words) {
    TreeMap<String, Rule> rules = byWords.get(words);
    Arrangement before =
        rules == null
            ? arrangements.remove(words)
            : arrangements.put(words, Arrangement.of(rules.values()));
    Arrangement now = arrangements.getOrDefault(words, Arrangement.NONE);
    if (!now.equals(before == null ? Arrangement.NONE : before)) {
      changed.accept(words);
    }
  }
}
