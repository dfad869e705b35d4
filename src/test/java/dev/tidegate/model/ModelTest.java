package dev.tidegate.model;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Values values(String... slots) {
    byte[][] raw = new byte[slots.length][];
    for (int i = 0; i < slots.length; i++) {
      raw[i] = slots[i].isEmpty() ? null : bytes(slots[i]);
    }
    return Values.of(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_a", ".", "..", "a/b", "a b", "ä", "a\n"})
  void someIdsAreNone(String id) {
    assertThat(DocumentKey.isValidId(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-z.0_~9", "...", "~20", "0", "-"})
  void someIdsAre(String id) {
    assertThat(DocumentKey.isValidId(id)).isTrue();
    assertThat(DocumentKey.isValidId("x".repeat(128))).isTrue();
    assertThat(DocumentKey.isValidId("x".repeat(129))).isFalse();
  }

  @Test
  void aPositionIsReadBackFromItsText() {
    Position position = new Position("e1", 0, 1_764_000_000_000_001L, Revisions.MAX);
    assertThat(Position.parse(position.toString())).contains(position);
    for (String text : new String[] {"", "e", "e-", "-1", "e-1-", "e-zzzzzzzzzzz", "e-1 "}) {
      assertThat(Position.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void fieldSetsOfManyWords() {
    FieldSet low = FieldSet.of(0, 63);
    FieldSet high = FieldSet.of(64, 200);
    FieldSet both = low.union(high);
    List<Integer> members = new ArrayList<>();
    both.forEach(members::add);
    assertThat(members).containsExactly(0, 63, 64, 200);
    assertThat(both.containsAll(low)).isTrue();
    assertThat(low.containsAll(both)).isFalse();
    assertThat(both.intersection(high)).isEqualTo(high);
    assertThat(low.intersection(high)).isEqualTo(FieldSet.EMPTY);
    assertThat(FieldSet.firstOf(3)).isEqualTo(FieldSet.of(2, 1, 0));
    assertThat(low.contains(200)).isFalse();
  }

  @Test
  void aChangeFollowsOnlyTheRevisionItWasMadeOn() {
    DocumentKey key = new DocumentKey("c", "a");
    DocumentState state = new DocumentState(key, 5, values("1", "2"));
    Change next = new Change.Updated(key, 9, 5, values("", "3"), FieldSet.of(0));
    assertThat(state.after(next)).isEqualTo(new DocumentState(key, 9, values("", "3")));
    assertThat(state.after(new Change.Updated(key, 9, 6, values("1"), FieldSet.EMPTY))).isNull();
    assertThat(new DocumentState(key, 5, null).after(next)).isNull();
    assertThat(state.after(new Change.Removed(key, 7))).isEqualTo(new DocumentState(key, 7, null));
    assertThat(new DocumentState(key, 3, null).after(new Change.Created(key, 4, values("1"))))
        .isEqualTo(new DocumentState(key, 4, values("1")));
  }

  @Test
  void differencesCountAbsence() {
    assertThat(values("1", "", "3").difference(values("1", "2"))).isEqualTo(FieldSet.of(1, 2));
    assertThat(values("1")).isEqualTo(values("1", ""));
  }

  @Test
  void documentsSpreadOverTheShards() {
    Shards shards = new Shards(8);
    long used =
        IntStream.range(0, 1_000)
            .map(i -> shards.of(new DocumentKey("products", "p" + i)))
            .distinct()
            .count();
    assertThat(used).isEqualTo(8);
    assertThat(shards.of(new DocumentKey("products", "85123A")))
        .isEqualTo(shards.of(new DocumentKey("products", "85123A")));
  }

  @Test
  void filtersMatchAsTheirWordsSay() {
    Field number = new Field(0, "n", FieldType.LONG, false, false, false, true, true, null, null);
    Field tags = new Field(1, "t", FieldType.KEYWORD, true, false, false, false, true, null, null);
    Values document = values("5", json("['a','b']"));
    Filter.Bound five = new Filter.Bound(5, true);
    Filter.Bound beyond = new Filter.Bound(5, false);
    assertThat(new Filter.Range(number, five, five).matches(document)).isTrue();
    assertThat(new Filter.Range(number, beyond, null).matches(document)).isFalse();
    assertThat(new Filter.Range(number, null, null).matches(values())).isFalse();
    assertThat(new Filter.Numbers(number, Set.of(5.0)).matches(document)).isTrue();
    assertThat(new Filter.Terms(tags, Set.of("b", "c")).matches(document)).isTrue();
    assertThat(new Filter.Terms(tags, Set.of("c")).matches(document)).isFalse();
    assertThat(new Filter.Not(new Filter.Terms(tags, Set.of("c"))).matches(values("5"))).isTrue();
  }
}
