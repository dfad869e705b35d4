package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.search.DocumentSearch.Match;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupWalkTest {
  private final List<Match> index = new ArrayList<>();
  private int searches;

  private final GroupWalk.Lookup lookup =
      new GroupWalk.Lookup() {
        @Override
        public Future<List<Match>> behind(List<JsonNode> place, int size, Set<String> without) {
          searches++;
          return Future.succeededFuture(
              index.stream()
                  .skip(place.getFirst().asInt() + 1L)
                  .filter(match -> !without.contains(match.key()))
                  .limit(size)
                  .toList());
        }

        @Override
        public Future<List<Match>> bestOf(Set<String> groups) {
          searches++;
          return Future.succeededFuture(
              first().stream().filter(match -> groups.contains(match.key())).toList());
        }
      };

  private List<Match> first() {
    Set<String> seen = new HashSet<>();
    return index.stream().filter(match -> seen.add(match.key())).toList();
  }

  private void fill(int documents, Random random, int groups) {
    index.clear();
    for (int i = 0; i < documents; i++) {
      index.add(match(i, "g" + random.nextInt(groups)));
    }
  }

  private static Match match(int place, String group) {
    return new Match("d" + place, place(place), group);
  }

  private static List<JsonNode> place(int place) {
    return List.of(JsonNodeFactory.instance.numberNode(place));
  }

  @Test
  void findsEachGroupOnceWhateverTheSizes() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      fill(random.nextInt(200), random, 1 + random.nextInt(60));
      int candidates = 1 + random.nextInt(20);
      List<Match> walked = new ArrayList<>();
      List<JsonNode> at = place(-1);
      boolean ended = false;
      while (!ended) {
        int wanted = 1 + random.nextInt(10);
        GroupWalk.Result result = new GroupWalk(lookup, candidates, wanted).from(at).result();
        assertThat(result.matches()).hasSizeLessThanOrEqualTo(wanted);
        walked.addAll(result.matches());
        ended = result.examined() == null && result.matches().size() < wanted;
        at =
            result.examined() != null
                ? result.examined()
                : result.matches().isEmpty() ? at : result.matches().getLast().sortKey();
      }
      assertThat(walked).as("round %d", round).isEqualTo(first());
    }
  }

  @Test
  void aLargeGroupTakesOneStep() {
    IntStream.range(0, 100_000).forEach(i -> index.add(match(i, "large")));
    index.add(match(100_000, "small"));
    GroupWalk.Result result = new GroupWalk(lookup, 100, 1).from(place(5)).result();
    assertThat(result.matches()).containsExactly(index.getLast());
    assertThat(searches).isEqualTo(4);
  }

  @Test
  void aCallIsBoundedWhereManyGroupsPrecede() {
    IntStream.range(0, 20_000).forEach(i -> index.add(match(i, "g" + i % 10_000)));
    index.add(match(20_000, "last"));
    GroupWalk.Result result = new GroupWalk(lookup, 100, 1).from(place(9_999)).result();
    assertThat(result.matches()).isEmpty();
    assertThat(result.examined()).isEqualTo(place(10_399));
    assertThat(searches).isEqualTo(8);
  }
}
