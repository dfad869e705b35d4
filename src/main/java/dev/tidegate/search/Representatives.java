package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.IndexWalk.Steps;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents that represent groups. The index names the best document of each group. Where that
 * one no longer matches, or belongs to another group now, the best other document of the group
 * represents it, at the same place: the order is that of the index.
 *
 * <p>So a walk through a state of the index passes each group exactly once, and a group is shown by
 * a document that belongs to it now. A group that several documents left since the last refresh may
 * be passed over: each attempt is one search, and their number is bounded.
 */
final class Representatives {
  private static final int MAX_ATTEMPTS = 4;

  private final Query query;
  private final FreshWrites.Candidates fresh;
  private final Steps steps;
  private final List<@Nullable Entry> entries = new ArrayList<>();

  /** The places in {@link #entries} of groups that nothing represents yet. */
  private final Map<String, Integer> open = new LinkedHashMap<>();

  private final Set<String> rejected = new HashSet<>();

  /** Documents that the index may find elsewhere, or not yet. */
  private final Map<String, DocumentState> rest = new LinkedHashMap<>();

  private record Entry(Match match, DocumentState document) {}

  /**
   * Steps and the documents that were read for them: those of the matches, in their order, then
   * others.
   */
  record Read(Steps steps, List<DocumentState> documents) {}

  /** Finds the best documents of groups, apart from those of some ids. */
  @FunctionalInterface
  interface Others {
    Future<List<Match>> find(Set<String> groups, Set<String> without);
  }

  Representatives(Query query, FreshWrites.Candidates fresh, Read read) {
    this.query = query;
    this.fresh = fresh;
    this.steps = read.steps();
    List<Match> matches = steps.matches();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      open.put(groupOf(match), i);
      entries.add(null);
      consider(match, read.documents().get(i));
    }
    read.documents().stream().skip(matches.size()).forEach(this::keep);
  }

  /** Replaces the documents that no longer represent their groups, and omits groups without any. */
  Future<Read> settle(Others others, Function<List<String>, Future<List<DocumentState>>> reader) {
    return attempt(others, reader, 1);
  }

  private Future<Read> attempt(
      Others others, Function<List<String>, Future<List<DocumentState>>> reader, int number) {
    if (open.isEmpty() || number > MAX_ATTEMPTS) {
      return Future.succeededFuture(result());
    }
    return others
        .find(new HashSet<>(open.keySet()), rejected)
        .compose(
            found -> {
              Set<String> groups = new HashSet<>();
              found.forEach(match -> groups.add(groupOf(match)));
              open.keySet().retainAll(groups);
              return reader
                  .apply(found.stream().map(Match::id).toList())
                  .compose(
                      documents -> {
                        for (int i = 0; i < found.size(); i++) {
                          consider(found.get(i), documents.get(i));
                        }
                        return attempt(others, reader, number + 1);
                      });
            });
  }

  private void consider(Match match, DocumentState document) {
    String group = groupOf(match);
    Integer place = open.get(group);
    if (place == null) {
      return;
    }
    if (represents(document, group)) {
      Match named = steps.matches().get(place);
      entries.set(place, new Entry(new Match(match.id(), named.sortKey(), group), document));
      open.remove(group);
    } else {
      rejected.add(match.id());
      keep(document);
    }
  }

  private boolean represents(DocumentState document, String group) {
    return document.values() != null
        && query.filtersMatch(document.values())
        && group.equals(query.groupOf(document))
        && !(fresh.ids().contains(document.key().id())
            && fresh.matching(List.of(document)).isEmpty());
  }

  private void keep(DocumentState document) {
    rest.putIfAbsent(document.key().id(), document);
  }

  private Read result() {
    List<Match> matches = new ArrayList<>();
    List<DocumentState> documents = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry != null) {
        matches.add(entry.match());
        documents.add(entry.document());
      }
    }
    documents.addAll(rest.values());
    return new Read(new Steps(matches, steps.last(), steps.ended()), documents);
  }

  private static String groupOf(Match match) {
    return Objects.requireNonNull(match.group(), "the query groups");
  }
}
