package dev.tidegate.merchandising;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Pin;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrangementTest {
  @Test
  void pinsWithoutAPlaceFillTheFreePlacesInOrder() {
    assertThat(places(rule("p1", "3:p2", "1:p3", "p4", "p5")))
        .containsExactly("1:p3", "2:p1", "3:p2", "4:p4", "5:p5");
  }

  @Test
  void theFirstRuleGetsThePlaceThatSeveralAskFor() {
    assertThat(places(rule("1:a", "p"), rule("1:b", "2:c")))
        .containsExactly("1:a", "2:b", "3:c", "4:p");
  }

  @Test
  void aDocumentIsPinnedOnceAndNotAtAllIfARuleHidesIt() {
    Rule hiding = new Rule("tea", List.of(), List.of("b", "x"));
    Arrangement all = Arrangement.of(List.of(rule("a", "5:b"), rule("9:a", "c"), hiding));
    assertThat(all.pins()).extracting(Pin::toString).containsExactly("1:a", "2:c");
    assertThat(all.hidden()).containsExactlyInAnyOrder("b", "x");
  }

  @Test
  void thereIsNoPlaceBehindTheLast() {
    String[] many = IntStream.range(0, 200).mapToObj(i -> "a" + i).toArray(String[]::new);
    assertThat(places(rule("200:z", "199:y"), rule(many), rule("200:late")))
        .hasSize(200)
        .endsWith("198:a197", "199:y", "200:z");
  }

  private static Rule rule(String... pins) {
    return new Rule("tea", Arrays.stream(pins).map(Pin::parse).toList(), List.of());
  }

  private static List<String> places(Rule... rules) {
    return Arrangement.of(List.of(rules)).pins().stream().map(Pin::toString).toList();
  }
}
