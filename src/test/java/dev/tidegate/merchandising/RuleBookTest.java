package dev.tidegate.merchandising;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Pin;
import dev.tidegate.model.Values;
import dev.tidegate.text.IcuTextAnalyzer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleBookTest {
  private static final Collection RULES =
      new Collection(
          "rules",
          "",
          List.of(field(0, "query", false), field(1, "pinned", true), field(2, "hidden", true)));

  private final List<String> changed = new ArrayList<>();
  private final RuleBook book = book(new RuleBook.Room(3, 1 << 20));

  @Test
  void aRuleAppliesToItsQueryUntilItIsRemoved() {
    put("r1", 1, "Green tea", json("['a']"), json("['b']"));
    assertThat(book.of("green TEA").pins()).containsExactly(new Pin(1, "a"));
    assertThat(book.of("green tea").hidden()).containsExactly("b");
    assertThat(book.of("tea")).isEqualTo(Arrangement.NONE);
    put("r1", 2, "black tea", json("['a']"), "[]");
    assertThat(book.of("green tea")).isEqualTo(Arrangement.NONE);
    assertThat(pins("black tea")).containsExactly("1:a");
    remove("r1", 3);
    assertThat(book.of("black tea")).isEqualTo(Arrangement.NONE);
    assertThat(changed).containsExactly(" green tea", " green tea", " black tea", " black tea");
  }

  @Test
  void rulesApplyInTheOrderOfTheirIds() {
    put("r2", 1, "tea", json("['1:second']"), "[]");
    put("r1", 2, "tea", json("['1:first']"), "[]");
    assertThat(pins("tea")).containsExactly("1:first", "2:second");
  }

  @Test
  void theLatestRevisionPrevailsWhateverArrivesLast() {
    put("r1", 5, "tea", json("['new']"), "[]");
    put("r1", 4, "tea", json("['old']"), "[]");
    assertThat(pins("tea")).containsExactly("1:new");
    remove("r1", 7);
    put("r1", 6, "tea", json("['late']"), "[]");
    assertThat(pins("tea")).isEmpty();
  }

  @Test
  void anotherContentOfTheStoreStartsItsRevisionsAgain() {
    put("r1", 100, "tea", json("['before']"), "[]");
    put("r2", 100, "cup", json("['before']"), "[]");
    long outdated = book.epoch();
    book.beginEpoch();
    assertThat(pins("tea")).as("until it is read again").containsExactly("1:before");
    put("r1", 3, "tea", json("['after']"), "[]");
    remove("r2", 0);
    book.apply(List.of(state("r1", 101, "tea", json("['before']"), "[]")), outdated);
    assertThat(pins("tea")).containsExactly("1:after");
    assertThat(pins("cup")).isEmpty();
  }

  @Test
  void beyondTheLimitRulesAreLeftOut() {
    put("r1", 1, "a", json("['p']"), "[]");
    put("r2", 2, "b", json("['p']"), "[]");
    put("r3", 3, "c", json("['p']"), "[]");
    assertThat(book.isFull()).isFalse();
    put("r4", 4, "d", json("['p']"), "[]");
    assertThat(book.isFull()).isTrue();
    assertThat(book.hasRoomAgain()).isFalse();
    assertThat(pins("d")).isEmpty();
    put("r3", 5, "c", json("['q']"), "[]");
    assertThat(pins("c")).as("a rule in memory can change").containsExactly("1:q");
    remove("r1", 6);
    assertThat(book.hasRoomAgain()).isTrue();
    book.makeRoom();
    put("r4", 4, "d", json("['p']"), "[]");
    assertThat(pins("d")).containsExactly("1:p");
    assertThat(book.isFull()).isFalse();
  }

  @Test
  void aRuleThatTakesTooMuchMemoryIsLeftOut() {
    RuleBook small = book(new RuleBook.Room(3, 2_000));
    String hidden = "[\"" + "h".repeat(100) + "\",\"" + "i".repeat(100) + "\"]";
    for (int i = 0; i < 4; i++) {
      small.apply(List.of(state("r" + i, 1, "q" + i, "[]", hidden)), small.epoch());
    }
    assertThat(small.bytes()).isBetween(1_000L, 2_000L);
    assertThat(small.isFull()).isTrue();
  }

  @Test
  void invalidValuesFromBeforeTheyWereCheckedAreLeftOut() {
    put("r1", 1, "tea", json("['0:a','b']"), json("['c']"));
    assertThat(book.of("tea")).hasToString("Arrangement[pins=[], hidden=[c]]");
  }

  private RuleBook book(RuleBook.Room room) {
    return new RuleBook(RULES, new IcuTextAnalyzer(), room, changed::add);
  }

  private List<String> pins(String text) {
    return book.of(text).pins().stream().map(Pin::toString).toList();
  }

  private void put(String id, long rev, String query, String pinned, String hidden) {
    book.apply(List.of(state(id, rev, query, pinned, hidden)), book.epoch());
  }

  private void remove(String id, long rev) {
    book.apply(List.of(new DocumentState(new DocumentKey("rules", id), rev, null)), book.epoch());
  }

  private static DocumentState state(
      String id, long rev, String query, String pinned, String hidden) {
    Values values =
        Values.of(
            RULES,
            Map.of(
                "query", utf8('"' + query + '"'), "pinned", utf8(pinned), "hidden", utf8(hidden)));
    return new DocumentState(new DocumentKey("rules", id), rev, values);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Field field(int ordinal, String name, boolean many) {
    return new Field(
        ordinal, name, FieldType.KEYWORD, many, !many, false, false, false, null, null);
  }
}
