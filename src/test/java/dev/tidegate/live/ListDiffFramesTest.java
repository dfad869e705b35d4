package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.Burst;
import dev.tidegate.live.ListDiffFrames.Entrant;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.testing.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListDiffFramesTest {
  private static final Collection ITEMS = Schemas.products("items");

  private final ListDiffFrames frames = new ListDiffFrames(ITEMS);
  private final ListDiff moves = ListDiff.between(List.of("a", "b"), List.of("c", "b"));

  private static List<Entrant> entrants(long rev, FieldSet fields) {
    DocumentKey key = new DocumentKey("items", "c");
    return List.of(new Entrant(new DocumentState(key, rev, Values.empty()), fields));
  }

  @Test
  void leavesComeFirst() {
    Burst told = frames.of(moves, "s", entrants(7, ITEMS.allFields()));
    assertThat(told.messages().stream().map(m -> new String(m, StandardCharsets.UTF_8)))
        .containsExactly(
            json("{'type':'leave','id':'s','ids':['a']}"),
            json("{'type':'enter','id':'s','docs':[{'id':'c','rev':7,'doc':{},'at':0}]}"));
  }

  @Test
  void whoIsToldTheSameGetsTheSameBytes() {
    Burst told = frames.of(moves, "s", entrants(7, ITEMS.allFields()));
    assertThat(frames.of(moves, "s", entrants(7, ITEMS.allFields()))).isSameAs(told);
    assertThat(frames.of(moves, "t", entrants(7, ITEMS.allFields()))).isNotSameAs(told);
    assertThat(frames.of(moves, "s", entrants(7, FieldSet.of(1)))).isNotSameAs(told);
    assertThat(frames.of(moves, "s", entrants(8, ITEMS.allFields()))).isNotSameAs(told);
    assertThat(frames.of(moves, "s", entrants(7, ITEMS.allFields()))).isSameAs(told);
  }

  @Test
  void littleIsKept() {
    Burst told = frames.of(moves, "s", entrants(7, ITEMS.allFields()));
    for (int i = 0; i < 100; i++) {
      frames.of(moves, "s" + i, entrants(7, ITEMS.allFields()));
    }
    assertThat(frames.of(moves, "s", entrants(7, ITEMS.allFields()))).isNotSameAs(told);
  }
}
