package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.search.Facet.Count;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListedValuesTest {
  /** Maximum number of listed values, in descending order of frequency. */
  private static final List<Count> FREQUENT =
      IntStream.range(0, ListedValues.MOST).mapToObj(i -> new Count("v" + i, 1_000 - i)).toList();

  @Test
  void namedValuesTakeThePlacesOfTheLeastFrequent() {
    ListedValues listed = new ListedValues(new LinkedHashSet<>(List.of("rare", "none", "v99")));
    assertThat(listed.rare(FREQUENT)).containsExactly("rare", "none");
    Facet.Terms facet = listed.facet(FREQUENT, Map.of("rare", 3L), 250, 7);
    assertThat(facet.values())
        .hasSize(ListedValues.MOST)
        .startsWith(FREQUENT.getFirst())
        .endsWith(
            new Count("v96", 904),
            new Count("v99", 901),
            new Count("rare", 3),
            new Count("none", 0))
        .doesNotContain(FREQUENT.get(97), FREQUENT.get(98));
    assertThat(facet.missing()).isEqualTo(7);
    // 98 frequent values and a rare one are listed.
    assertThat(facet.others()).isEqualTo(250 - 99);
  }

  @Test
  void manyNamedValuesAreAllListedAndNothingElse() {
    Set<String> named =
        IntStream.range(50, 250)
            .mapToObj(i -> "v" + i)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Facet.Terms facet = new ListedValues(named).facet(FREQUENT, Map.of("v100", 2L), 101, 0);
    assertThat(facet.values()).extracting(Count::value).containsExactlyInAnyOrderElementsOf(named);
    assertThat(facet.others()).isEqualTo(50);
  }

  @Test
  void equalFrequenciesAreInOrderOfCodePoints() {
    ListedValues listed = new ListedValues(new LinkedHashSet<>(List.of("😀", "\uffee", "a")));
    assertThat(listed.facet(List.of(), Map.of(), 0, 0))
        .isEqualTo(
            new Facet.Terms(
                List.of(new Count("a", 0), new Count("\uffee", 0), new Count("😀", 0)), 0, 0));
  }

  @Test
  void anApproximateNumberIsNeverNegative() {
    Facet.Terms facet = new ListedValues(Set.of()).facet(FREQUENT, Map.of(), 98, 0);
    assertThat(facet.others()).isZero();
  }
}
