package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.text.FieldTerms;
import dev.tidegate.text.WordPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Live queries by patterns, of which every document that they match has at least one among its
 * words and terms. The patterns that a word meets are cached: the words of a catalog are few, and
 * come again with each change.
 */
final class WordBranches {
  private static final long MAX_BYTES = 16 << 20;

  /** Memory of a stored word without its characters and its patterns, in bytes. */
  private static final int WORD = 120;

  /** Patterns with the same first character, which allows no error. */
  private final class Group {
    private final Map<WordPattern, Branch> branches = new HashMap<>();
    private final Map<String, List<Branch>> remembered = new HashMap<>();
    private long own;

    List<Branch> matching(String word) {
      List<Branch> known = remembered.get(word);
      if (known == null) {
        known = new ArrayList<>(0);
        for (Map.Entry<WordPattern, Branch> entry : branches.entrySet()) {
          if (entry.getKey().matches(word)) {
            known.add(entry.getValue());
          }
        }
        remember(word, known);
      }
      return known;
    }

    private void remember(String word, List<Branch> known) {
      long size = WORD + 2L * word.length() + 4L * known.size();
      if (bytes + size > MAX_BYTES) {
        groups.values().forEach(Group::forget);
      }
      bytes += size;
      own += size;
      remembered.put(word, known);
    }

    void forget() {
      remembered.clear();
      bytes -= own;
      own = 0;
    }
  }

  private final Map<Integer, Group> groups = new HashMap<>();

  /** About what the remembered words of all groups take. */
  private long bytes;

  void add(WordPattern pattern, LiveQuery query) {
    Group group = groups.computeIfAbsent(pattern.first(), first -> new Group());
    Branch branch = group.branches.get(pattern);
    if (branch == null) {
      branch = new Branch();
      group.branches.put(pattern, branch);
      group.forget();
    }
    branch.add(query);
  }

  void remove(WordPattern pattern, LiveQuery query) {
    Group group = groups.get(pattern.first());
    Branch branch = group == null ? null : group.branches.get(pattern);
    if (group == null || branch == null) {
      return;
    }
    branch.remove(query);
    if (branch.isEmpty()) {
      group.branches.remove(pattern);
      group.forget();
      if (group.branches.isEmpty()) {
        groups.remove(pattern.first());
      }
    }
  }

  /** Calls {@code action} with the queries that the document may match; with some repeatedly. */
  void visit(Candidate document, Consumer<LiveQuery> action) {
    if (groups.isEmpty()) {
      return;
    }
    Set<Branch> met = new HashSet<>();
    for (FieldTerms field : document.words().fields()) {
      for (String word : field.all()) {
        Group group = groups.get(word.codePointAt(0));
        if (group != null) {
          met.addAll(group.matching(word));
        }
      }
    }
    met.forEach(branch -> branch.visit(document, action));
  }
}
