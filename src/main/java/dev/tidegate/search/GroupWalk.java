package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.search.DocumentSearch.Match;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups behind a place in the order, in a state of the index that does not change, where
 * the number of groups before that place is too large to skip them.
 *
 * <p>The place of a group is that of its best document. So the documents behind the place are
 * candidates, and one begins a group if it is the best document of its group in the whole state:
 * then no document of the group precedes the place. Each step looks at a fixed number of
 * candidates, and asks for the best documents of their groups. Both kinds of groups, those that
 * begin there and those that precede it, are out of the question for the following steps, so that a
 * large group takes one step.
 *
 * <p>The number of steps is bounded. Where many groups precede the place and few begin behind it,
 * fewer may be found than wanted; the next call continues behind the last candidate. All calls
 * together look at each document once at most.
 */
public final class GroupWalk {
  private static final int MAX_STEPS = 4;

  private final Lookup lookup;
  private final int candidates;
  private final int wanted;
  private final List<Match> found = new ArrayList<>();
  private final Set<String> decided = new HashSet<>();

  /** The searches that a walk consists of. Their matches have groups. */
  public interface Lookup {
    /** Finds documents behind a place, apart from those of some groups. */
    Future<List<Match>> behind(List<JsonNode> place, int size, Set<String> withoutGroups);

    /** Finds the best document of each of these groups. */
    Future<List<Match>> bestOf(Set<String> groups);
  }

  /**
   * The groups found.
   *
   * @param examined the place up to which all groups were found, if more may follow although fewer
   *     were found than wanted
   */
  public record Result(List<Match> matches, @Nullable List<JsonNode> examined) {}

  /**
   * Creates a walk.
   *
   * @param candidates how many a step looks at
   * @param wanted how many groups to find at most
   */
  public GroupWalk(Lookup lookup, int candidates, int wanted) {
    this.lookup = lookup;
    this.candidates = candidates;
    this.wanted = wanted;
  }

  /** Finds groups behind this place. */
  public Future<Result> from(List<JsonNode> place) {
    return step(place, 1);
  }

  private Future<Result> step(List<JsonNode> place, int number) {
    return lookup
        .behind(place, candidates, decided)
        .compose(
            documents -> {
              Map<String, Match> first = new LinkedHashMap<>();
              documents.forEach(match -> first.putIfAbsent(groupOf(match), match));
              return begun(first).compose(begun -> after(place, documents, first, begun, number));
            });
  }

  private Future<List<Match>> begun(Map<String, Match> first) {
    return first.isEmpty() ? Future.succeededFuture(List.of()) : lookup.bestOf(first.keySet());
  }

  private Future<Result> after(
      List<JsonNode> place,
      List<Match> documents,
      Map<String, Match> first,
      List<Match> best,
      int number) {
    Set<String> bestIds = new HashSet<>();
    best.forEach(match -> bestIds.add(match.id()));
    first.values().stream().filter(match -> bestIds.contains(match.id())).forEach(found::add);
    decided.addAll(first.keySet());
    boolean ended = documents.size() < candidates;
    if (found.size() >= wanted || ended) {
      int size = Math.min(wanted, found.size());
      return Future.succeededFuture(new Result(List.copyOf(found.subList(0, size)), null));
    }
    List<JsonNode> last = documents.isEmpty() ? place : documents.getLast().sortKey();
    return number == MAX_STEPS
        ? Future.succeededFuture(new Result(List.copyOf(found), last))
        : step(last, number + 1);
  }

  private static String groupOf(Match match) {
    return Objects.requireNonNull(match.group(), "the query groups");
  }
}
